//! What the signature of a generator cannot be.

use syn::{ReturnType, Signature};

use crate::diagnostics::Diagnostics;

/// Reports every part of a signature that an async generator cannot have, and removes it.
pub(crate) fn signature(sig: &mut Signature, diagnostics: &mut Diagnostics) {
    if sig.asyncness.is_none() {
        let help = "write `async fn`: the attribute makes a generator of it";
        diagnostics.error(sig.fn_token, "an async generator must be an `async fn`", help);
    }
    if let Some(token) = sig.constness.take() {
        diagnostics.error(token, "an async generator cannot be `const`", "remove `const`");
    }
    if let Some(abi) = sig.abi.take() {
        diagnostics.error(abi, "an async generator cannot be `extern`", "remove `extern`: it returns a Rust type");
    }
    if let Some(variadic) = sig.variadic.take() {
        diagnostics.error(variadic, "an async generator cannot be variadic", "take a slice or a `Vec`");
    }
    if let ReturnType::Type(_, ty) = &sig.output {
        if matches!(**ty, syn::Type::Never(_)) {
            let help = "the return type is the type of what is yielded; leave it away to yield `()`";
            diagnostics.error(ty, "an async generator cannot yield `!`", help);
        }
    }
}
