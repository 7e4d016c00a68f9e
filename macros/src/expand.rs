//! The stages in order: read, check, rewrite the body, write the function.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::args::{self, Args};
use crate::diagnostics::{Diagnostics, Result};
use crate::hygiene::Names;
use crate::input::{self, Body, Function};
use crate::rewrite;
use crate::signature::Types;
use crate::{captures, check, fallback, signature};

/// `#[async_generator(args)] item`
pub(crate) fn attribute(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let args = args::parse(args, &mut diagnostics);
    let expanded = function(args, item.clone(), &mut diagnostics);
    let errors = diagnostics.into_items();
    // A function that cannot even be read is left as it is.
    let function = expanded.unwrap_or(item);
    quote!(#function #errors)
}

fn function(args: Args, item: TokenStream, diagnostics: &mut Diagnostics) -> Result<TokenStream> {
    let mut function = diagnostics.parsed(input::parse(item))?;
    check::signature(&mut function.sig, diagnostics);
    let types = Types::of(&function.sig, &args);
    let names = Names::new(args.runtime.clone());
    let body = function.body.take().map(|body| self::body(&body, &mut function, &types, &names, diagnostics));
    signature::rewrite(&mut function.sig, &types, args.returns, &names);
    let Function { attrs, vis, sig, .. } = function;
    let body = body.unwrap_or_else(|| quote!(;));
    Ok(quote!(#(#attrs)* #vis #sig #body))
}

/// ```ignore
/// // Input:
/// { stmts }
/// // Output:
/// {
///     let handle = unsafe { Handle::<T, S, E, Plain>::new() };
///     generator(handle, async move { captures; 'body: { rewritten stmts } Ok(()) })
/// }
/// ```
fn body(
    body: &Body,
    function: &mut Function,
    types: &Types,
    names: &Names,
    diagnostics: &mut Diagnostics,
) -> TokenStream {
    let captures = captures::take(&mut function.sig, body);
    let Ok((inner_attrs, mut block)) = diagnostics.parsed(body.parse()) else {
        return fallback::body(types, names);
    };
    function.attrs.extend(inner_attrs);
    rewrite::body(&mut block, names, &types.kind(), diagnostics);
    signature::async_block(&captures, block.into_token_stream(), types, names)
}
