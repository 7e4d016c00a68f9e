//! What stands for a body that cannot be parsed: something of the right type, so that callers and editors go on.

use proc_macro2::TokenStream;
use quote::quote;

use crate::hygiene::Names;
use crate::signature::{self, Types};

/// A body that never runs.
pub(crate) fn body(types: &Types, names: &Names) -> TokenStream {
    signature::async_block(&TokenStream::new(), quote!({}), types, names)
}
