//! How the arguments get into the body: all are moved in, used or not, and dropped with it, the last one first.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, FnArg, Pat, PatIdent, PatType, Signature};

use crate::hygiene;
use crate::input::Body;
use crate::tokens;

/// Rewrites the arguments' patterns to plain names where they have to be, and gives the statements with which the
/// body begins.
///
/// ```ignore
/// // Input:
/// fn f(&self, used: A, unused: B, (x, _): C, mut list: D)
/// // Output:
/// fn f(&self, used: A, arg_2: B, arg_3: C, mut list: D)
/// // and, at the start of the body: to mention a variable is to capture it whole, in this order
/// let _ = &list; let _ = &arg_3; let _ = &arg_2; let _ = &used; let _ = &self;
/// let unused = arg_2;     // so that rustc still says that it is unused
/// let (x, _) = arg_3;
/// ```
pub(crate) fn take(sig: &mut Signature, body: &Body) -> TokenStream {
    let mut mentions = Vec::new();
    let mut bindings = TokenStream::new();
    for (number, arg) in sig.inputs.iter_mut().enumerate() {
        let (mention, binding) = match arg {
            FnArg::Receiver(it) => {
                let (span, self_token) = (hygiene::ours(it.self_token.span()), it.self_token);
                (quote_spanned!(span=> let _ = &#self_token;), TokenStream::new())
            }
            FnArg::Typed(it) => take_one(it, number, body),
        };
        mentions.push(mention);
        bindings.extend(binding);
    }
    mentions.reverse();
    quote!(#(#mentions)* #bindings)
}

/// The mention and the binding of one argument.
fn take_one(arg: &mut PatType, number: usize, body: &Body) -> (TokenStream, TokenStream) {
    let cfgs: Vec<Attribute> = arg.attrs.iter().filter(|attr| attr.path().is_ident("cfg")).cloned().collect();
    let span = hygiene::ours(arg.pat.span());
    if let Some(name) = plain_name(&arg.pat) {
        if is_used(name, body) {
            let ident = &name.ident;
            return (quote_spanned!(span=> #(#cfgs)* let _ = &#ident;), TokenStream::new());
        }
    }
    let moved = hygiene::variable(&format!("arg_{number}"), arg.pat.span());
    let pat = std::mem::replace(&mut *arg.pat, Pat::Verbatim(quote!(#moved)));
    let lints: Vec<&Attribute> = arg.attrs.iter().filter(|attr| !attr.path().is_ident("doc")).collect();
    let binding = match &pat {
        Pat::Wild(_) => TokenStream::new(),
        pat => quote_spanned!(span=> #(#lints)* let #pat = #moved;),
    };
    (quote_spanned!(span=> #(#cfgs)* let _ = &#moved;), binding)
}

/// `name` or `mut name`.
fn plain_name(pat: &Pat) -> Option<&PatIdent> {
    match pat {
        Pat::Ident(it) if it.by_ref.is_none() && it.subpat.is_none() => Some(it),
        _ => None,
    }
}

fn is_used(name: &PatIdent, body: &Body) -> bool {
    let name = name.ident.to_string();
    let name = name.strip_prefix("r#").unwrap_or(&name);
    name.starts_with('_') || tokens::mentions(body.braces.stream(), name)
}
