//! The attribute's arguments: `send = S, throws = E, boxed, boxed(local), Send, crate = path`.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Path, Token, Type, parenthesized};

use crate::diagnostics::Diagnostics;

/// What the user asked for.
#[derive(Default)]
pub(crate) struct Args {
    /// `send = S`: what a yield evaluates to.
    pub(crate) send: Option<Type>,
    /// `throws = E`: what the body raises.
    pub(crate) throws: Option<Type>,
    /// What the function returns.
    pub(crate) returns: Returns,
    /// `crate = path`: where the runtime is.
    pub(crate) runtime: Option<Path>,
}

/// What the function returns.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Returns {
    /// `impl AsyncGenerator`.
    #[default]
    Opaque,
    /// `impl AsyncGenerator + Send`.
    OpaqueSend,
    /// `BoxAsyncGenerator`.
    Boxed,
    /// `LocalBoxAsyncGenerator`.
    BoxedLocal,
}

const KNOWN: &str =
    "the arguments are `send = Type`, `throws = Type`, `boxed`, `boxed(local)`, `Send` and `crate = path`";

/// Reads the arguments. A wrong one is reported and passed over.
pub(crate) fn parse(tokens: TokenStream, diagnostics: &mut Diagnostics) -> Args {
    let mut args = Args::default();
    let mut seen = Vec::new();
    let parser = |input: ParseStream<'_>| {
        while !input.is_empty() {
            if let Err(error) = args.parse_one(input, &mut seen, diagnostics) {
                diagnostics.syntax(error);
                skip_to_comma(input)?;
            }
            if !input.is_empty() {
                if let Err(error) = input.parse::<Token![,]>() {
                    diagnostics.syntax(error);
                    skip_to_comma(input)?;
                    input.parse::<Option<Token![,]>>()?;
                }
            }
        }
        Ok(())
    };
    let outcome = parser.parse2(tokens);
    let _: Result<(), _> = diagnostics.parsed(outcome);
    args
}

fn skip_to_comma(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<proc_macro2::TokenTree>()?;
    }
    Ok(())
}

impl Args {
    fn parse_one(
        &mut self,
        input: ParseStream<'_>,
        seen: &mut Vec<Ident>,
        diagnostics: &mut Diagnostics,
    ) -> syn::Result<()> {
        let Ok(name) = input.call(Ident::parse_any) else {
            return Err(input.error(format!("expected an argument of `#[async_generator]`\n\n= help: {KNOWN}")));
        };
        if seen.contains(&name) {
            diagnostics.error(&name, &format!("`{name}` is given twice"), "give each argument once");
        }
        match name.to_string().as_str() {
            "send" => self.send = Some(value(input)?),
            "throws" => self.throws = Some(value(input)?),
            "crate" => {
                input.parse::<Token![=]>()?;
                self.runtime = Some(input.call(Path::parse_mod_style)?);
            }
            "boxed" => self.set_returns(boxed(input)?, &name, diagnostics),
            "Send" => self.set_returns(Returns::OpaqueSend, &name, diagnostics),
            _ => return Err(syn::Error::new(name.span(), format!("unknown argument `{name}`\n\n= help: {KNOWN}"))),
        }
        seen.push(name);
        Ok(())
    }

    fn set_returns(&mut self, returns: Returns, name: &Ident, diagnostics: &mut Diagnostics) {
        let both = [self.returns, returns];
        if both.contains(&Returns::OpaqueSend) && both.iter().any(|r| matches!(r, Returns::Boxed | Returns::BoxedLocal))
        {
            let help = "`boxed` alone is `Send`; `boxed(local)` is not";
            diagnostics.error(name, "`Send` and `boxed` do not go together", help);
        }
        self.returns = returns;
    }
}

fn value(input: ParseStream<'_>) -> syn::Result<Type> {
    input.parse::<Token![=]>()?;
    input.parse()
}

fn boxed(input: ParseStream<'_>) -> syn::Result<Returns> {
    if !input.peek(syn::token::Paren) {
        return Ok(Returns::Boxed);
    }
    let content;
    parenthesized!(content in input);
    let which: Ident = content.call(Ident::parse_any)?;
    if which != "local" || !content.is_empty() {
        return Err(syn::Error::new(which.span(), "expected `local`\n\n= help: write `boxed` or `boxed(local)`"));
    }
    Ok(Returns::BoxedLocal)
}
