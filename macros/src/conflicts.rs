//! Attributes of others that do not go together with ours, by their names and by what they leave.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::{Attribute, Meta, Signature};

use crate::diagnostics::Diagnostics;
use crate::parse::function::{Body, Function};
use crate::tokens;

const ORDINARY: &str = "write an ordinary `async fn`, and go over a generator in it: \
                        `while let Some(x) = g.next().await { … }`";

/// Reports such an attribute. Returns what to expand the function to, if it cannot be a generator;
/// otherwise the attribute is removed.
pub(crate) fn resolve(
    function: &mut Function,
    diagnostics: &mut Diagnostics,
) -> Option<TokenStream> {
    let sig = &function.sig;
    // rustc itself rejects any other `main`, if it is the program's.
    let is_runtimes_main = sig.ident == "main"
        && (sig.asyncness.is_none() || function.attrs.iter().any(|attr| is_called(attr, "main")));
    if is_runtimes_main || function.attrs.iter().any(is_test) {
        return Some(entry_point(function, diagnostics));
    }
    if is_run_by_runtime(function) {
        return Some(function_of_runtime(function, diagnostics));
    }
    if sig.generics.lifetimes().any(|it| it.lifetime.ident == "async_trait") {
        return Some(method_of_async_trait(function, diagnostics));
    }
    remove_instrument(function, diagnostics);
    None
}

/// A method that `#[async_trait]` has changed: it returns a future already.
fn method_of_async_trait(function: &Function, diagnostics: &mut Diagnostics) -> TokenStream {
    let message = "`#[async_trait]` makes a future of this async generator";
    let help = "write `#[async_generator(boxed)]` in a trait without `#[async_trait]`: \
                it is `dyn`-compatible, too";
    diagnostics.error(&function.sig.ident, message, help);
    let Function { attrs, vis, sig, .. } = function;
    let lints = unused_variables();
    quote!(#(#attrs)* #lints #vis #sig { loop {} })
}

/// `#[tracing::instrument]` below ours would cover the call; above, it has put the body into a
/// future.
fn remove_instrument(function: &mut Function, diagnostics: &mut Diagnostics) {
    let message = "`#[instrument]` does not see the steps of an async generator";
    let help =
        "give the stream a span, with the crate `tracing-futures`: `numbers().instrument(span)`";
    if let Some(at) = function.attrs.iter().position(|attr| is_called(attr, "instrument")) {
        diagnostics.error(function.attrs.remove(at), message, help);
    }
    let Some(body) = &mut function.body else { return };
    if tokens::any(body.braces.stream(), &mut |token| is_of_tracing(&token)) {
        diagnostics.error(&function.sig.ident, message, help);
        body.braces = tokens::with_stream(&body.braces, TokenStream::new());
        function.attrs.push(unused_variables());
    }
}

/// An attribute for a function without its body.
fn unused_variables() -> Attribute {
    syn::parse_quote!(#[allow(unused_variables)])
}

/// `main`, or a test: nobody would poll it.
fn entry_point(function: &Function, diagnostics: &mut Diagnostics) -> TokenStream {
    let name = &function.sig.ident;
    let message = match function.attrs.iter().any(is_test) {
        true => "a test cannot be an async generator",
        false => "`main` cannot be an async generator",
    };
    diagnostics.error(name, message, ORDINARY);
    quote!(fn #name() {})
}

/// Whether `#[tokio::main]` stands below ours, or has run the body: then no `async` is left.
fn is_run_by_runtime(function: &Function) -> bool {
    let is_main = |attr: &Attribute| attr.path().segments.len() > 1 && is_called(attr, "main");
    let blocks =
        |body: &Body| tokens::any_ident(body.braces.stream(), &mut |word| word == "block_on");
    let Function { attrs, sig, body, .. } = function;
    attrs.iter().any(is_main) || sig.asyncness.is_none() && body.as_ref().is_some_and(blocks)
}

/// A function that a runtime runs to its end.
fn function_of_runtime(function: &Function, diagnostics: &mut Diagnostics) -> TokenStream {
    let message = "what a runtime runs to its end cannot be an async generator";
    diagnostics.error(&function.sig.ident, message, ORDINARY);
    let Function { vis, sig, .. } = function;
    let sig = Signature { asyncness: None, ..sig.clone() };
    let lints = unused_variables();
    quote!(#lints #vis #sig { loop {} })
}

/// With arguments, one of these names alone may be any attribute.
fn is_test(attr: &Attribute) -> bool {
    let is_known = matches!(attr.meta, Meta::Path(_)) || attr.path().segments.len() > 1;
    is_known && (is_called(attr, "test") || is_called(attr, "bench"))
}

/// Whether this is the last name of an attribute's path.
fn is_called(attr: &Attribute, name: &str) -> bool {
    attr.path().segments.last().is_some_and(|last| last.ident == name)
}

/// Whether this is a variable of the code that `#[tracing::instrument]` puts around a body.
fn is_of_tracing(token: &TokenTree) -> bool {
    tokens::is_one_of(token, &["__tracing_attr_span", "__tracing_instrument_future"])
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::{ToTokens, quote};

    use super::resolve;
    use crate::diagnostics::Diagnostics;
    use crate::parse::function;

    /// Without white space, which depends on whether tokens are parsed or quoted.
    fn text(code: &impl ToTokens) -> String {
        code.to_token_stream().to_string().split_whitespace().collect()
    }

    /// What a function is expanded to, or else what is left of it, and the errors.
    fn resolved(code: &str) -> (String, String) {
        let tokens: TokenStream = code.parse().unwrap_or_else(|error| panic!("{code}: {error}"));
        let mut function =
            function::parse(tokens).unwrap_or_else(|error| panic!("{code}: {error}"));
        let mut diagnostics = Diagnostics::default();
        let expanded = resolve(&mut function, &mut diagnostics);
        let left = || {
            let body = function.body.map(|body| body.braces);
            let (attrs, sig) = (&function.attrs, &function.sig);
            quote!(left: #(#attrs)* #sig #body)
        };
        (text(&expanded.unwrap_or_else(left)), text(&diagnostics.into_items()))
    }

    #[track_caller]
    fn assert_resolved(code: &str, expanded: &str, message: &str) {
        let (seen, errors) = resolved(code);
        let [expanded, message]: [String; 2] =
            [expanded, message].map(|it| it.split_whitespace().collect());
        assert_eq!(seen, expanded, "{code}");
        assert!(errors.contains(&message), "{code}: {errors}");
        let count = usize::from(!message.is_empty());
        assert_eq!(errors.matches("compile_error").count(), count, "{code}: {errors}");
    }

    #[test]
    fn nobody_polls_a_test() {
        for attribute in ["test", "bench", "tokio::test", "tokio::test(flavor = \"x\")"] {
            let code = format!("#[{attribute}] async fn f() {{}}");
            assert_resolved(&code, "fn f() {}", "a test cannot be an async generator");
        }
        for code in ["#[test(x)] async fn f() {}", "#[a::test::b] async fn f() {}"] {
            assert_resolved(code, &format!("left: {code}"), "");
        }
    }

    #[test]
    fn nobody_polls_main() {
        for code in ["#[tokio::main] async fn main() {}", "fn main() {}", "#[main] fn main() {}"] {
            assert_resolved(code, "fn main() {}", "`main` cannot be an async generator");
        }
        for code in ["async fn main() {}", "#[main] async fn f() {}", "fn f() {}"] {
            assert_resolved(code, &format!("left: {code}"), "");
        }
    }

    #[test]
    fn nobody_polls_what_a_runtime_runs() {
        for code in [
            "#[tokio::main] pub async fn f(x: u8) -> u8 { x }",
            "#[tokio::main(flavor = \"x\")] pub async fn f(x: u8) -> u8 { x }",
            "#[x] pub fn f(x: u8) -> u8 { Builder::new().block_on(async { x }) }",
        ] {
            assert_resolved(
                code,
                "#[allow(unused_variables)] pub fn f(x: u8) -> u8 { loop {} }",
                "what a runtime runs to its end cannot be an async generator",
            );
        }
        let code = "async fn f() { block_on(a) }";
        assert_resolved(code, &format!("left: {code}"), "");
    }

    #[test]
    fn a_method_of_async_trait_is_a_future() {
        assert_resolved(
            "#[x] fn f<'life0, 'async_trait>() -> T { g() }",
            "#[x] #[allow(unused_variables)] fn f<'life0, 'async_trait>() -> T { loop {} }",
            "`#[async_trait]` makes a future of this async generator",
        );
        assert_resolved("async fn f<'a>() {}", "left: async fn f<'a>() {}", "");
    }

    #[test]
    fn instrument_does_not_see_the_steps() {
        let message = "`#[instrument]` does not see the steps of an async generator";
        for attribute in ["instrument", "tracing::instrument(skip_all)"] {
            let code = format!("#[x] #[{attribute}] #[y] async fn f() {{ g() }}");
            assert_resolved(&code, "left: #[x] #[y] async fn f() { g() }", message);
        }
        for name in ["__tracing_attr_span", "__tracing_instrument_future"] {
            let code = format!("async fn f() {{ let {name} = g(); }}");
            let left = "left: #[allow(unused_variables)] async fn f() {}";
            assert_resolved(&code, left, message);
        }
        assert_resolved("async fn f();", "left: async fn f()", "");
    }
}
