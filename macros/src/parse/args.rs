//! The attribute's arguments: `send = S, throws = E, boxed, boxed(local), Send, crate = path`.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Path, Token, Type, parenthesized};

use crate::diagnostics::{Diagnostics, with_help};
use crate::model::{Returns, Throws};
use crate::tokens::{self, distance};

/// The parsed arguments.
pub(crate) struct Args {
    /// `send = S`: what a yield evaluates to.
    pub(crate) send: Option<Type>,
    /// `throws = E`: the error that the body returns.
    pub(crate) throws: Throws,
    pub(crate) returns: Returns,
    /// `crate = path`: where the runtime is.
    pub(crate) runtime: Option<Path>,
    /// Whether the type of an item, or what is sent, was given in a way that was rejected: then
    /// nothing in the body can be checked against it.
    pub(crate) lacks_types: bool,
    /// Whether the runtime has the boxed types.
    has_alloc: bool,
}

const KNOWN: &str = "the arguments are `send = Type`, `throws = Type`, `boxed`, `boxed(local)`, \
                     `Send` and `crate = path`";

/// Parses the arguments. A wrong one is reported and skipped.
pub(crate) fn parse(tokens: TokenStream, diagnostics: &mut Diagnostics) -> Args {
    parse_for(tokens, cfg!(any(feature = "alloc", test)), diagnostics)
}

/// The same for a runtime that has the boxed types, or does not.
pub(crate) fn parse_for(
    tokens: TokenStream,
    has_alloc: bool,
    diagnostics: &mut Diagnostics,
) -> Args {
    let mut args = Args {
        send: None,
        throws: Throws::Undeclared,
        returns: Returns::default(),
        runtime: None,
        lacks_types: false,
        has_alloc,
    };
    let mut seen = Vec::new();
    let parser = |input: ParseStream<'_>| {
        while !input.is_empty() {
            if let Err(error) = args.parse_one(input, &mut seen, diagnostics) {
                diagnostics.syntax(error);
                skip_to_comma(input)?;
            }
            if !input.is_empty() && input.parse::<Option<Token![,]>>()?.is_none() {
                let next: TokenTree = input.fork().parse()?;
                diagnostics.error(&next, "expected `,`", "put a comma between the arguments");
                skip_separator(input, &next)?;
            }
        }
        Ok(())
    };
    let output = parser.parse2(tokens);
    let _: Result<(), _> = diagnostics.parsed(output);
    args
}

/// Skips what stands in the place of a comma.
fn skip_separator(input: ParseStream<'_>, next: &TokenTree) -> syn::Result<()> {
    if tokens::is_punct(next, ';') {
        input.parse::<TokenTree>()?;
    } else if matches!(next, TokenTree::Punct(_)) {
        skip_to_comma(input)?;
        input.parse::<Option<Token![,]>>()?;
    }
    Ok(())
}

fn skip_to_comma(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<TokenTree>()?;
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
            return Err(mistake(
                input.span(),
                "expected an argument of `#[async_generator]`",
                KNOWN,
            ));
        };
        if seen.contains(&name) {
            diagnostics.error(
                &name,
                &format!("`{name}` is given twice"),
                "give each argument once",
            );
        }
        let known = self.known(&name, input.peek(Token![=]), diagnostics)?;
        match known {
            "send" => {
                let help = "write `send = Type`, or `Send` for a generator that is `Send`";
                self.send = Some(value(input, &name, "a type", help, Type::parse)?);
            }
            "throws" => {
                self.throws = Throws::Unparsed;
                let ty = value(input, &name, "a type", "write `throws = Type`", Type::parse)?;
                self.throws = Throws::Declared(Box::new(ty));
            }
            "crate" => {
                let help = "write `crate = path::to::asyncgen`, without quotes";
                self.runtime = Some(value(input, &name, "a path", help, Path::parse_mod_style)?);
            }
            "boxed" => {
                self.set_returns(boxed(input, &name, self.has_alloc)?, &name, diagnostics);
            }
            "Send" => {
                self.set_returns(Returns::OpaqueSend, &name, diagnostics);
                without_value(input, &name)?;
            }
            _ => {}
        }
        seen.push(name);
        Ok(())
    }

    /// The argument that a name means. A name of another is reported, and taken for the one that
    /// was meant, if that can be told.
    fn known(
        &mut self,
        name: &Ident,
        has_value: bool,
        diagnostics: &mut Diagnostics,
    ) -> syn::Result<&'static str> {
        let text = name.to_string();
        if let Some(known) = ARGUMENTS.iter().find(|known| **known == text) {
            return Ok(known);
        }
        let message = format!("unknown argument `{name}`");
        if ITEM_HABITS.contains(&text.as_str()) {
            self.lacks_types = true;
            let help = "the type of an item is the return type of the function: \
                        `async fn f() -> Type`";
            return Err(mistake(name.span(), &message, help));
        }
        let Some(meant) = meant_by(&text, has_value) else {
            return Err(mistake(name.span(), &message, KNOWN));
        };
        let usage = match meant {
            "send" | "throws" => format!("{meant} = Type"),
            "crate" => "crate = path".to_owned(),
            flag => flag.to_owned(),
        };
        let help = format!("did you mean `{usage}`?");
        if usage.contains('=') && !has_value {
            self.lacks_types = true;
            return Err(mistake(name.span(), &message, &help));
        }
        diagnostics.error(name, &message, &help);
        Ok(meant)
    }

    fn set_returns(&mut self, returns: Returns, name: &Ident, diagnostics: &mut Diagnostics) {
        let both = [self.returns, returns];
        if both.contains(&Returns::OpaqueSend)
            && both.iter().any(|r| matches!(r, Returns::Boxed | Returns::BoxedLocal))
        {
            let help = "`boxed` alone is `Send`; `boxed(local)` is not";
            diagnostics.error(name, "`Send` and `boxed` do not go together", help);
        }
        self.returns = returns;
    }
}

const ARGUMENTS: [&str; 5] = ["send", "throws", "boxed", "Send", "crate"];

/// What other crates and languages call the type of an item.
const ITEM_HABITS: [&str; 9] =
    ["item", "Item", "items", "yield", "yields", "Yield", "output", "Output", "type"];

/// The argument that was probably meant by another name, with a value or without one.
fn meant_by(text: &str, has_value: bool) -> Option<&'static str> {
    const SYNONYMS: [(&str, &str); 12] = [
        ("raise", "throws"),
        ("raises", "throws"),
        ("error", "throws"),
        ("Error", "throws"),
        ("err", "throws"),
        ("sent", "send"),
        ("receive", "send"),
        ("resume", "send"),
        ("Sent", "send"),
        ("Thrown", "throws"),
        ("Box", "boxed"),
        ("krate", "crate"),
    ];
    let synonym = SYNONYMS.iter().find(|(other, _)| *other == text).map(|(_, meant)| *meant);
    let similar = || {
        let takes_value = |known: &str| ["send", "throws", "crate"].contains(&known);
        let by_distance = |known: &&&str| (distance(text, known), takes_value(known) != has_value);
        ARGUMENTS.iter().min_by_key(by_distance).copied().filter(|it| distance(text, it) <= 2)
    };
    synonym.or_else(similar)
}

/// Reports and skips the `= value` of an argument that takes none.
fn without_value(input: ParseStream<'_>, name: &Ident) -> syn::Result<()> {
    match input.peek(Token![=]) {
        true => Err(mistake(
            input.span(),
            &format!("`{name}` takes no value"),
            &format!("write `{name}`, or leave it away"),
        )),
        false => Ok(()),
    }
}

/// `= value`. If it is missing, the error is at what stands instead, or at the argument's name.
fn value<T>(
    input: ParseStream<'_>,
    name: &Ident,
    what: &str,
    help: &str,
    parse: fn(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<T> {
    if input.parse::<Option<Token![=]>>()?.is_none() {
        return Err(mistake(name.span(), &format!("`{name}` needs {what}"), help));
    }
    let span = if input.is_empty() || input.peek(Token![,]) { name.span() } else { input.span() };
    parse(input).map_err(|_| mistake(span, &format!("`{name}` needs {what}"), help))
}

/// The rest of `boxed` or `boxed(local)`.
fn boxed(input: ParseStream<'_>, name: &Ident, has_alloc: bool) -> syn::Result<Returns> {
    let returns = boxed_where(input, name)?;
    without_value(input, name)?;
    match has_alloc {
        true => Ok(returns),
        false => Err(lacks_alloc(name.span())),
    }
}

fn boxed_where(input: ParseStream<'_>, name: &Ident) -> syn::Result<Returns> {
    if !input.peek(syn::token::Paren) {
        return Ok(Returns::Boxed);
    }
    let content;
    parenthesized!(content in input);
    let which: Option<Ident> = content.call(Ident::parse_any).ok();
    match which {
        Some(which) if which == "local" && content.is_empty() => Ok(Returns::BoxedLocal),
        which => {
            let span = which.map_or(name.span(), |which| which.span());
            content.parse::<TokenStream>()?;
            Err(mistake(
                span,
                "`boxed` takes nothing but `local`",
                "write `boxed` or `boxed(local)`",
            ))
        }
    }
}

fn lacks_alloc(span: Span) -> syn::Error {
    let message = "`boxed` needs the feature `alloc` of `asyncgen`";
    let help = "enable it in Cargo.toml: `asyncgen = { …, features = [\"alloc\"] }`";
    mistake(span, message, help)
}

fn mistake(span: Span, message: &str, help: &str) -> syn::Error {
    syn::Error::new(span, with_help(message, help))
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;

    use super::{Args, meant_by, parse};
    use crate::diagnostics::Diagnostics;
    use crate::model::{Returns, Throws};

    /// The arguments, and the errors without white space.
    fn parsed(code: &str) -> (Args, String) {
        let tokens: TokenStream = code.parse().unwrap_or_else(|error| panic!("{code}: {error}"));
        let mut diagnostics = Diagnostics::default();
        let args = parse(tokens, &mut diagnostics);
        let errors = diagnostics.into_items().to_string();
        (args, errors.split_whitespace().collect())
    }

    #[test]
    fn are_meant_by_words_that_are_like_them() {
        for (text, expected) in [
            ("raise", Some("throws")),
            ("krate", Some("crate")),
            ("trows", Some("throws")),
            ("boxd", Some("boxed")),
            ("sende", Some("send")),
            ("SEND", Some("send")),
            ("bo", None),
            ("pinned", None),
        ] {
            let has_value = expected != Some("boxed");
            assert_eq!(meant_by(text, has_value), expected, "{text}");
        }
        for (text, expected) in [("Sync", "Send"), ("sned", "Send"), ("throw", "throws")] {
            assert_eq!(meant_by(text, false), Some(expected), "{text}");
        }
    }

    #[test]
    fn say_what_the_generator_returns() {
        for (code, returns) in [
            ("", Returns::Opaque),
            ("Send", Returns::OpaqueSend),
            ("boxed", Returns::Boxed),
            ("boxed(local),", Returns::BoxedLocal),
            ("boxd", Returns::Boxed),
            ("boxed, boxed(local)", Returns::BoxedLocal),
        ] {
            assert!(parsed(code).0.returns == returns, "{code}");
        }
        let (args, errors) = parsed("send = u8, throws = E, crate = a::b");
        assert!(args.send.is_some() && args.runtime.is_some() && !args.lacks_types);
        assert!(matches!(args.throws, Throws::Declared(_)));
        assert_eq!(errors, "");
    }

    /// Then nothing in the body can be checked against it.
    #[test]
    fn lack_the_type_of_an_item() {
        for (code, expected) in [("item = u8", true), ("yields", true), ("unpin", false)] {
            assert_eq!(parsed(code).0.lacks_types, expected, "{code}");
        }
    }

    #[test]
    fn are_reported_with_what_to_write() {
        for (code, expected) in [
            ("item = u8", "the type of an item is the return type of the function"),
            ("error = E", "did you mean `throws = Type`?"),
            ("sned = u8", "did you mean `send = Type`?"),
            ("krate = a", "did you mean `crate = path`?"),
            ("boxd", "did you mean `boxed`?"),
            ("Box = u8", "did you mean `boxed`?"),
            ("unpin", "the arguments are `send = Type`"),
            ("Send, boxed", "`Send` and `boxed` do not go together"),
            ("boxed(local), Send", "`Send` and `boxed` do not go together"),
            ("Send = u8", "`Send` takes no value"),
            ("boxed = u8", "`boxed` takes no value"),
            ("boxed(local) = u8", "`boxed` takes no value"),
            ("send", "`send` needs a type"),
            ("boxed(local, 2)", "`boxed` takes nothing but `local`"),
            ("boxed(global)", "`boxed` takes nothing but `local`"),
        ] {
            let expected: String = expected.split_whitespace().collect();
            let (_, errors) = parsed(code);
            assert!(errors.contains(&expected), "{code}: {errors}");
        }
        for code in ["Send", "boxed", "send = u8, Send", "send = u8, boxed", "crate = a, Send,"] {
            assert_eq!(parsed(code).1, "", "{code}");
        }
    }

    /// Each error is at what is wrong, not at what stands before it.
    #[test]
    fn are_reported_where_they_are() {
        for (code, column) in [
            ("send = ,", 0),
            ("send =", 0),
            ("send = \"\"", 7),
            ("Send = u8", 5),
            ("boxed(global)", 6),
            ("boxed throws = E", 6),
            ("boxed; Send", 5),
            ("throws = A | B, boxed", 11),
            ("Sync", 0),
        ] {
            let mut diagnostics = Diagnostics::default();
            parse(code.parse().expect("tokens"), &mut diagnostics);
            let first = diagnostics.into_items().into_iter().next().expect("an error");
            assert_eq!(first.span().start().column, column, "{code}");
        }
    }
}
