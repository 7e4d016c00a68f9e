//! The signature of the plain `fn`.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, ReturnType, Signature, Type, parse_quote_spanned};

use super::boxed_lifetimes;
use crate::hygiene::{self, Emit, Paths};
use crate::model::{Protocol, Returns};

/// ```text
/// // Input:
/// async fn f(x: &str) -> T
/// // Output:
/// fn f(x: &str) -> impl AsyncGenerator<Item = T, Sent = (), Thrown = Infallible>
/// ```
pub(crate) fn rewrite(sig: &mut Signature, protocol: &Protocol, returns: Returns, paths: &Paths) {
    sig.asyncness = None;
    let emit = paths.at(match &sig.output {
        ReturnType::Default => sig.paren_token.span.close(),
        ReturnType::Type(_, ty) => ty.span(),
    });
    let output = match returns {
        Returns::Opaque => opaque(protocol, TokenStream::new(), emit),
        Returns::OpaqueSend => {
            let send = emit.send();
            opaque(protocol, quote!(+ #send), emit)
        }
        Returns::Boxed => boxed_lifetimes::output(sig, protocol, &emit.box_async_generator(), emit),
        Returns::BoxedLocal => {
            boxed_lifetimes::output(sig, protocol, &emit.local_box_async_generator(), emit)
        }
    };
    let arrow = syn::Token![->](emit.span);
    sig.output = ReturnType::Type(arrow, Box::new(Type::Verbatim(output)));
}

fn opaque(protocol: &Protocol, bounds: TokenStream, emit: Emit<'_>) -> TokenStream {
    let generator = emit.async_generator();
    let (item, sent, thrown) = (protocol.item(emit), protocol.sent(), protocol.thrown(emit));
    quote_spanned!(emit.span=>
        impl #generator<Item = #item, Sent = #sent, Thrown = #thrown> #bounds
    )
}

/// Attributes that the function gets. clippy does not see through the box that the generator is
/// `#[must_use]`, and asks for a second one.
pub(crate) fn lints(returns: Returns) -> Option<Attribute> {
    match returns {
        Returns::Opaque | Returns::OpaqueSend => None,
        Returns::Boxed | Returns::BoxedLocal => {
            let span = hygiene::ours(Span::call_site());
            Some(parse_quote_spanned!(span=> #[allow(clippy::must_use_candidate)]))
        }
    }
}
