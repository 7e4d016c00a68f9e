//! How the arguments get into the body: all are moved in, used or not, and dropped with it, the last one first.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, FnArg, Pat, PatIdent, PatType, Signature};

use crate::hygiene;
use crate::input::Body;
use crate::tokens;

/// Rewrites the arguments' patterns to plain names where they have to be, and gives the statements with which the
/// body begins.
///
/// ```text
/// // Input:
/// fn f(&self, used: A, unused: B, mut list: C, _: D)
/// // Output:
/// fn f(&self, used: A, arg_2: B, mut list: C, arg_4: D)
/// // and, at the start of the body: to mention a variable is to capture it whole, in this order
/// let _ = &arg_4; let _ = &list; let _ = &arg_2; let _ = &used; let _ = &self;
/// let unused = &arg_2;     // so that rustc still says that it is unused
/// ```
///
/// An argument stays where it was captured, so that it takes its place in the generator once. Only where there are
/// patterns to take apart, all are moved into local variables, as the language's own `async fn` does, for the order in
/// which they are dropped:
///
/// ```text
/// // Input:
/// fn f((x, _): A, list: B)
/// // Output:
/// fn f(arg_0: A, arg_1: B)
/// // and
/// let _ = &arg_1; let _ = &arg_0;
/// let arg_0 = arg_0; let (x, _) = arg_0; let arg_1 = arg_1; let list = arg_1;
/// ```
pub(crate) fn take(sig: &mut Signature, body: &Body) -> TokenStream {
    let take_apart = sig.inputs.iter().any(|arg| matches!(arg, FnArg::Typed(it) if is_taken_apart(&it.pat)));
    let mut mentions = Vec::new();
    let mut bindings = TokenStream::new();
    for (number, arg) in sig.inputs.iter_mut().enumerate() {
        let (mention, binding) = match arg {
            FnArg::Receiver(it) => {
                let (span, self_token) = (hygiene::ours(it.self_token.span()), it.self_token);
                (quote_spanned!(span=> let _ = &#self_token;), TokenStream::new())
            }
            FnArg::Typed(it) if take_apart => move_in(it, number),
            FnArg::Typed(it) => leave(it, number, body),
        };
        mentions.push(mention);
        bindings.extend(binding);
    }
    mentions.reverse();
    quote!(#(#mentions)* #bindings)
}

/// The mention of an argument that stays where it is captured, and what makes rustc see that it is unused.
fn leave(arg: &mut PatType, number: usize, body: &Body) -> (TokenStream, TokenStream) {
    let span = hygiene::ours(arg.pat.span());
    let cfgs = cfgs(arg);
    if let Some(name) = plain_name(&arg.pat).filter(|name| is_used(name, body)) {
        let ident = &name.ident;
        return (quote_spanned!(span=> #(#cfgs)* let _ = &#ident;), TokenStream::new());
    }
    let lints = take_lints(arg);
    let (moved, pat) = rename(arg, number);
    let unused = match pat {
        Pat::Wild(_) => TokenStream::new(),
        Pat::Ident(it) if it.ident.to_string().starts_with('_') => TokenStream::new(),
        pat => quote_spanned!(span=> #(#cfgs)* #(#lints)* let #pat = &#moved;),
    };
    (quote_spanned!(span=> #(#cfgs)* let _ = &#moved;), unused)
}

/// The mention of an argument that is moved into local variables, and that move.
fn move_in(arg: &mut PatType, number: usize) -> (TokenStream, TokenStream) {
    let span = hygiene::ours(arg.pat.span());
    let cfgs = cfgs(arg);
    let lints = take_lints(arg);
    let (moved, pat) = rename(arg, number);
    let mention = quote_spanned!(span=> #(#cfgs)* let _ = &#moved;);
    let binding = match pat {
        Pat::Wild(_) => TokenStream::new(),
        pat => quote_spanned!(span=> #(#cfgs)* #(#lints)* let #pat = #moved;),
    };
    // `mut` for a `ref mut` in the pattern.
    (mention, quote_spanned!(span=> #(#cfgs)* let mut #moved = #moved; #binding))
}

/// Gives an argument a name of ours. Returns that, and the user's pattern.
///
/// It reads as the user's own if that is a plain name: documentation and messages show it.
fn rename(arg: &mut PatType, number: usize) -> (proc_macro2::Ident, Pat) {
    let place: Span = arg.pat.span();
    let mut moved = match plain_name(&arg.pat) {
        Some(name) => name.ident.clone(),
        None => hygiene::variable(&format!("arg_{number}"), place),
    };
    moved.set_span(hygiene::ours(place));
    let pat = std::mem::replace(&mut *arg.pat, Pat::Verbatim(quote!(#moved)));
    (moved, pat)
}

fn cfgs(arg: &PatType) -> Vec<Attribute> {
    arg.attrs.iter().filter(|attr| attr.path().is_ident("cfg")).cloned().collect()
}

/// Takes the lint levels from an argument: they go where its pattern goes.
fn take_lints(arg: &mut PatType) -> Vec<Attribute> {
    const LEVELS: [&str; 5] = ["allow", "expect", "warn", "deny", "forbid"];
    let is_lint = |attr: &Attribute| LEVELS.iter().any(|level| attr.path().is_ident(level));
    let (lints, others) = std::mem::take(&mut arg.attrs).into_iter().partition(is_lint);
    arg.attrs = others;
    lints
}

/// Whether a pattern is more than a name or `_`.
fn is_taken_apart(pat: &Pat) -> bool {
    !matches!(pat, Pat::Wild(_)) && plain_name(pat).is_none()
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
    tokens::mentions(body.braces.stream(), name.trim_start_matches("r#"))
}
