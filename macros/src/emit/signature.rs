//! The signature of the plain `fn`.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, Meta, ReturnType, Signature, Token, Type, parse_quote_spanned};

use super::boxed_lifetimes;
use crate::hygiene::{self, Emit, Paths};
use crate::model::{Protocol, Returns};
use crate::{attributes, tokens};

/// ```text
/// // Input:
/// async fn f(x: &str) -> T
/// // Output:
/// fn f(x: &str) -> impl AsyncGenerator<Item = T, Sent = (), Thrown = Infallible>
/// ```
pub(crate) fn rewrite(sig: &mut Signature, protocol: &Protocol, returns: Returns, paths: &Paths) {
    sig.asyncness = None;
    let (first, last) = match &sig.output {
        ReturnType::Default => (sig.paren_token.span.close(), sig.paren_token.span.close()),
        ReturnType::Type(_, ty) => (ty.span(), tokens::ends(ty.to_token_stream()).1),
    };
    let emit = paths.at(first);
    let output = match returns {
        Returns::Opaque => {
            // As `ending_at`, with less work.
            let end = Token![>](last);
            opaque(protocol, end, emit)
        }
        Returns::OpaqueSend => {
            let (end, send) = (Token![>](emit.span), emit.send());
            ending_at(opaque(protocol, quote!(#end + #send), emit), last)
        }
        Returns::Boxed => {
            let alias = emit.box_async_generator();
            ending_at(boxed_lifetimes::output(sig, protocol, &alias, emit), last)
        }
        Returns::BoxedLocal => {
            let alias = emit.local_box_async_generator();
            ending_at(boxed_lifetimes::output(sig, protocol, &alias, emit), last)
        }
    };
    let arrow = Token![->](emit.span);
    sig.output = ReturnType::Type(arrow, Box::new(Type::Verbatim(output)));
}

/// The same with the user's own span on the last token: rustc takes what a function begins with,
/// which is the user's, to what its signature ends with for the place of the function. If the end
/// was of the expansion, it would report what concerns the function at the attribute.
fn ending_at(tokens: TokenStream, span: Span) -> TokenStream {
    let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
    if let Some(last) = tokens.last_mut() {
        last.set_span(span);
    }
    tokens.into_iter().collect()
}

/// `end` is the `>`, and what comes after it.
fn opaque(protocol: &Protocol, end: impl ToTokens, emit: Emit<'_>) -> TokenStream {
    let generator = emit.async_generator();
    let (item, sent, thrown) = (protocol.item(emit), protocol.sent(), protocol.thrown(emit));
    quote_spanned!(emit.span=>
        impl #generator<Item = #item, Sent = #sent, Thrown = #thrown #end
    )
}

/// Adjusts the attributes to what clippy sees. A generator is `#[must_use]` by its type, so that
/// another one without a message would be superfluous. Through a box clippy does not see that, and
/// would ask for one.
pub(crate) fn adjust_lints(attrs: &mut Vec<Attribute>, returns: Returns) {
    match returns {
        Returns::Opaque | Returns::OpaqueSend => {
            let is_bare = |attr: &Attribute| matches!(&attr.meta, Meta::Path(_));
            attributes::retain(attrs, &mut |attr| {
                !(is_bare(attr) && attr.path().is_ident("must_use"))
            });
        }
        Returns::Boxed | Returns::BoxedLocal => {
            let span = hygiene::ours(Span::call_site());
            attrs.push(parse_quote_spanned!(span=> #[allow(clippy::must_use_candidate)]));
        }
    }
}
