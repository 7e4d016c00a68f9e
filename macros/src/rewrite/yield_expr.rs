//! `yield_!(x)`.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::visit_mut::VisitMut;
use syn::{Expr, ExprBreak, ExprReturn, ExprTuple, Macro, Pat, Token, token};

use super::foreign_macros::hold_fragments;
use super::local_macros::Argument;
use super::rewriter::{Evaluation, Position, Rewriter, YieldSpan};
use crate::diagnostics::with_help;
use crate::hygiene::LOCAL_YIELD;
use crate::lifetimes;
use crate::model::Protocol;
use crate::operand;
use crate::repair::Part;
use crate::scope::{NestedScope, Scope};
use crate::{slips, tokens, values};

const FROM: &str = "write `#[for_await] for x in inner { yield_!(x); }`";
const FROM_KEYWORD: &str = "write `for await x in inner { yield x; }`";

impl Rewriter<'_> {
    /// `yield_!(x)`, or `yield_!(x);`
    pub(super) fn yield_macro(&mut self, mac: &Macro, is_statement: bool) -> TokenStream {
        // It locates an unexpected end at the macro's delimiter.
        let item = mac.parse_body_with(parse_item);
        let word = mac.path.segments.last().map_or_else(Span::call_site, |it| it.ident.span());
        let at = YieldSpan { word, inside: mac.bang_token.span, is_statement };
        self.yield_parsed(at, &mac.tokens, item)
    }

    /// What is no call of `yield_!`: `yield_(x)`, or `(item x)`, the arguments of a local macro's
    /// call in the lowering pass's output.
    pub(super) fn local_yield(&mut self, word: Span, item: &TokenStream) -> TokenStream {
        let parsed = parse_item.parse2(item.clone());
        self.yield_parsed(YieldSpan::of_word(word), item, parsed)
    }

    fn yield_parsed(
        &mut self,
        at: YieldSpan,
        arguments: &TokenStream,
        item: syn::Result<Option<Expr>>,
    ) -> TokenStream {
        self.found_word("yield_", at.word);
        self.found.first_yield.get_or_insert(at.inside);
        if let Some(from) = starts_with_from(arguments) {
            let message = "`yield from` does not exist in async generators";
            self.diagnostics.error(from, message, FROM);
            return self.dummy_yield(at.word, TokenStream::new());
        }
        match item {
            Ok(Some(Expr::Return(ExprReturn { expr: Some(item), return_token, .. }))) => {
                let message = "`yield return` does not exist";
                self.diagnostics.error(return_token, message, "leave out the `return`");
                self.yield_item(at, *item)
            }
            Ok(Some(Expr::Break(ExprBreak { break_token, label: None, expr: None, .. })))
                if self.is_outside_of_loops() =>
            {
                let message = "`yield break` does not exist";
                self.diagnostics.error(
                    break_token,
                    message,
                    "to end the generator, write `return`",
                );
                self.dummy_yield(at.word, TokenStream::new())
            }
            Ok(item) => self.yield_item(at, item.unwrap_or_else(|| unit(at.word))),
            Err(_) if self.position == Position::Foreign && hold_fragments(arguments.clone()) => {
                self.yield_tokens(at, arguments.clone(), Evaluation::InBody)
            }
            Err(error) => {
                slips::report(arguments, error, self.diagnostics);
                match self.completed(arguments, Part::Expressions, parse_item) {
                    Some(Some(item)) => self.yield_item(at, item),
                    _ => self.dummy_yield(at.word, TokenStream::new()),
                }
            }
        }
    }

    /// `yield_from!(x)`, or the keyword, which has lost its operand in the lowering pass.
    pub(super) fn yield_from_macro(&mut self, mac: &Macro) -> TokenStream {
        let help = if mac.tokens.is_empty() { FROM_KEYWORD } else { FROM };
        let message = "`yield from` does not exist in async generators";
        self.diagnostics.error(&mac.path, message, help);
        let span = mac.path.segments.last().map_or_else(Span::call_site, |it| it.ident.span());
        self.dummy_yield(span, TokenStream::new())
    }

    fn yield_item(&mut self, at: YieldSpan, item: Expr) -> TokenStream {
        let mut item = operand::unwrapped(item, self.resolve());
        let mark = self.diagnostics.mark();
        let is_ours = self.require_generator_scope("`yield`", quote_spanned!(at.word=> yield_));
        let is_seen = self.position == Position::Code && !self.in_unknown_macro;
        // In the place of the value, the error keeps rustc from checking of which type that is.
        let error = match is_seen && self.scope == Scope::Nested(NestedScope::Closure) {
            true => self.diagnostics.since(mark),
            false => TokenStream::new(),
        };
        let evaluation = self.evaluation(&item);
        self.visit_expr_mut(&mut item);
        let mut item = item.into_token_stream();
        if !is_ours {
            return match error.is_empty() {
                true => self.dummy_yield(at.word, item),
                false => self.yield_replaced(at.word, item, &error),
            };
        }
        // Behind a `=`, an attribute must stand in a block.
        if tokens::begin_with(item.clone(), '#') {
            item = quote_spanned!(self.emit(at.word).span=> { #item });
        }
        self.yield_tokens(at, item, evaluation)
    }

    /// Where an item is evaluated.
    fn evaluation(&self, item: &Expr) -> Evaluation {
        match (item, &self.input.protocol.yields_primitive) {
            (Expr::Lit(it), Some(ty)) if values::is_literal_of(&it.lit, ty) => Evaluation::Literal,
            // It is small, so that the body stores it, however it is evaluated.
            (_, Some(_)) => Evaluation::InBody,
            _ if may_suspend(item) || self.uses_up_variable(item) => Evaluation::InBody,
            _ => Evaluation::InFrame,
        }
    }

    /// A yield of the value of `item`.
    fn yield_tokens(
        &mut self,
        at: YieldSpan,
        item: TokenStream,
        evaluation: Evaluation,
    ) -> TokenStream {
        self.found.yields = true;
        self.found.goes_to_end |= self.position == Position::Code
            && self.is_in_body()
            && self.input.protocol.is_infallible();
        // Anybody can write the argument of a hidden call. And rustc reports at the word what
        // another macro does with it.
        let (at, evaluation) = match self.position {
            Position::Code => (at, evaluation),
            Position::Foreign | Position::Arm => (YieldSpan::of_word(at.word), Evaluation::InBody),
        };
        self.hidden(at.word, LOCAL_YIELD, vec![Argument::Expr(item)], &|this, item| {
            this.yield_of(at, &item[0], evaluation)
        })
    }

    /// ```text
    /// // Input:
    /// yield_!(x)
    /// // Output, where the item is stored in the body: because all are (see `stores_items`),
    /// // because evaluating `x` may suspend, or because it may use up a variable (see
    /// // `variables.rs`). The braces drop the output of the `.await` when the yield is over.
    /// ({
    ///     match handle.put_infallible({ let item = x; item }).await {
    ///         true => break 'end,
    ///         _ => (),
    ///     }
    /// })
    /// // Any other goes straight into the poller's frame.
    /// ({ match handle.await.put_infallible({ let item = x; item }).await { … } })
    /// // As a statement, which is less work for rustc:
    /// { if handle.put_infallible({ let item = x; item }).await { break 'end } }
    /// // With `throws = E`, and in a block:
    /// ({
    ///     match handle.put({ let item = x; item }).await {
    ///         Some(output) => break 'body output,
    ///         _ => (),
    ///     }
    /// })
    /// // With `send = S`:
    /// ({
    ///     match handle.exchange({ let item = x; item }).await {
    ///         Err(output) => break 'body output,
    ///         Ok(value) => value,
    ///     }
    /// })
    /// ```
    pub(super) fn yield_of(
        &self,
        at: YieldSpan,
        item: &TokenStream,
        evaluation: Evaluation,
    ) -> TokenStream {
        let word = self.emit(at.word).span;
        let emit = self.emit(at.inside);
        let unit = || quote_spanned!(word=> ());
        let output = emit.variable("output");
        let leave =
            || self.leave_with(self.left_with(output.to_token_stream(), at.inside), at.inside);
        let suspend = |put| self.suspend(put, at.inside, item, evaluation);
        let tokens = if self.input.protocol.sends.is_some() {
            let (result, value, leave) = (emit.result(), emit.variable("value"), leave());
            let suspend = suspend("exchange");
            quote_spanned!(emit.span=> match #suspend.await {
                #result::Err(#output) => #leave,
                #result::Ok(#value) => #value,
            })
        } else if self.input.protocol.is_infallible() {
            let (suspend, leave) = (suspend("put_infallible"), self.leave_without_error(at.inside));
            if at.is_statement {
                quote_spanned!(emit.span=> if #suspend.await { #leave })
            } else {
                let unit = unit();
                quote_spanned!(emit.span=> match #suspend.await { true => #leave, _ => #unit })
            }
        } else {
            let (option, suspend, leave, unit) = (emit.option(), suspend("put"), leave(), unit());
            quote_spanned!(emit.span=> match #suspend.await {
                #option::Some(#output) => #leave,
                _ => #unit,
            })
        };
        let mut block = Group::new(Delimiter::Brace, tokens);
        block.set_span(word);
        let block = TokenTree::from(block).into();
        if at.is_statement { block } else { tokens::parenthesized(block, word).into() }
    }

    /// An expression that hands the item out, and evaluates to the future that suspends the body.
    ///
    /// ```text
    /// // Output, in a function of `-> u64`:
    /// handle.put_infallible({ let item: u64 = x; item })
    /// // Where `x` is a number, which is of that type:
    /// handle.put_infallible(x)
    /// // Where an unknown type would be reported twice: the first branch says of which type the
    /// // item is, so that an error is located at `x`. If lifetimes are named in that type, see
    /// // `lifetimes.rs`.
    /// handle.put_infallible({
    ///     let item;
    ///     if false { item = handle.an_item() } else { item = x }
    ///     item
    /// })
    /// // Where it may use up a variable, which after such branches might still be there, so that
    /// // it would live across the yield:
    /// handle.put_infallible({
    ///     let item;
    ///     if false { item = handle.an_item(); loop {} }
    ///     item = x;
    ///     item
    /// })
    /// ```
    fn suspend(
        &self,
        put: &str,
        span: Span,
        item: &TokenStream,
        evaluation: Evaluation,
    ) -> TokenStream {
        let emit = self.emit(span);
        let at = self.input.protocol.at_declared(emit);
        let (handle, put) = (emit.handle(), Ident::new(put, at.span));
        if evaluation == Evaluation::Literal {
            return quote_spanned!(emit.span=> #handle.#put(#item));
        }
        let variable = at.variable("item");
        // rustc locates here what is unreachable behind an item that diverges.
        let used = emit.variable("item");
        let lifetimes = self.input.protocol.lifetimes.as_ref();
        let of_declared = lifetimes.map(|ty| lifetimes::of_declared(ty, &variable, item, emit));
        let value: &dyn ToTokens = match &of_declared {
            Some(value) => value,
            None => &used,
        };
        // In an arm, the item may be in parentheses or braces of the user's, which rustc would take
        // for superfluous.
        let in_parentheses;
        let item = match self.position {
            Position::Arm => {
                in_parentheses = quote_spanned!(emit.span=> (#item));
                &in_parentheses
            }
            Position::Code | Position::Foreign => item,
        };
        let evaluate = match &self.input.protocol.yields_primitive {
            Some(ty) => quote_spanned!(emit.span=> let #variable: #ty = #item;),
            None if evaluation == Evaluation::InBody => quote_spanned!(emit.span=>
                let #variable;
                if false { #variable = #handle.an_item(); loop {} }
                #used = #item;
            ),
            None => quote_spanned!(emit.span=>
                let #variable;
                if false { #variable = #handle.an_item() } else { #used = #item }
            ),
        };
        let takes_slot = evaluation == Evaluation::InFrame && !self.input.stores_items;
        let slot = takes_slot.then(|| quote_spanned!(emit.span=> .await));
        quote_spanned!(emit.span=> #handle #slot.#put({ #evaluate #value }))
    }

    /// Replaces a rejected yield.
    pub(super) fn dummy_yield(&mut self, span: Span, operand: TokenStream) -> TokenStream {
        let emit = self.emit(span);
        let option = emit.option();
        let value = match &self.input.protocol.sends {
            Some(sent) => quote_spanned!(emit.span=> #option::<#sent>::None),
            None => quote_spanned!(emit.span=> ()),
        };
        self.yield_replaced(span, operand, &value)
    }

    /// Replaces a yield by its operand, which nobody uses, and `value`.
    fn yield_replaced(
        &mut self,
        span: Span,
        operand: TokenStream,
        value: &TokenStream,
    ) -> TokenStream {
        self.found.yields = true;
        let emit = self.emit(span);
        let operand = (!operand.is_empty()).then(|| quote_spanned!(emit.span=> let _ = &#operand;));
        quote_spanned!(emit.span=> ({ #operand #value }))
    }
}

/// Whether evaluating an item may suspend.
///
/// The answer is a guess from the kinds of expressions; the runtime's check of open slots catches
/// what it misses. Whatever could hold statements, macros, attributes or awaits counts as
/// suspending.
fn may_suspend(item: &Expr) -> bool {
    use Expr::{
        Array, Binary, Block, Call, Cast, Closure, Field, Group, If, Index, Let, Lit, Match,
        MethodCall, Paren, Path, Range, Reference, Repeat, Struct, Try, Tuple, Unary, Unsafe,
    };
    let any = |items: &Punctuated<Expr, Token![,]>| items.iter().any(may_suspend);
    let optional = |item: &Option<Box<Expr>>| item.as_ref().is_some_and(|it| may_suspend(it));
    let has_attributes = || tokens::begin_with(item.to_token_stream(), '#');
    let parts_suspend = match item {
        Lit(_) | Path(_) | Closure(_) => false,
        Array(it) => any(&it.elems),
        Tuple(it) => any(&it.elems),
        Binary(it) => may_suspend(&it.left) || may_suspend(&it.right),
        Call(it) => may_suspend(&it.func) || any(&it.args),
        MethodCall(it) => may_suspend(&it.receiver) || any(&it.args),
        Cast(it) => may_suspend(&it.expr),
        Field(it) => may_suspend(&it.base),
        Index(it) => may_suspend(&it.expr) || may_suspend(&it.index),
        Paren(it) => may_suspend(&it.expr),
        Range(it) => optional(&it.start) || optional(&it.end),
        Reference(it) => may_suspend(&it.expr),
        Repeat(it) => may_suspend(&it.expr) || may_suspend(&it.len),
        Struct(it) => {
            it.fields.iter().any(|field| !field.attrs.is_empty() || may_suspend(&field.expr))
                || optional(&it.rest)
        }
        Try(it) => may_suspend(&it.expr),
        Unary(it) => may_suspend(&it.expr),
        Group(it) => may_suspend(&it.expr),
        Let(it) => may_suspend(&it.expr) || may_hold_guard(&it.pat),
        Block(it) => it.label.is_some() || block_may_suspend(&it.block),
        Unsafe(it) => block_may_suspend(&it.block),
        If(it) => {
            let otherwise = it.else_branch.as_ref().is_some_and(|(_, it)| may_suspend(it));
            may_suspend(&it.cond) || block_may_suspend(&it.then_branch) || otherwise
        }
        Match(it) => {
            may_suspend(&it.expr)
                || it.arms.iter().any(|arm| {
                    !arm.attrs.is_empty() || may_hold_guard(&arm.pat) || may_suspend(&arm.body)
                })
        }
        _ => true,
    };
    parts_suspend || has_attributes()
}

/// Whether an item is stored in the body until it is handed out, which is one await. If it is
/// not, taking its place in the poller's frame is another one.
///
/// A large item is stored only where there are many yields: what rustc does for a body grows with
/// the cube of the awaits in it.
pub(crate) fn stores_items(protocol: &Protocol, body: TokenStream) -> bool {
    const MANY: usize = 32;
    let mut yields = 0;
    let mut count = |word: &Ident| {
        yields += usize::from(word == "yield_" || word == LOCAL_YIELD);
        yields > MANY
    };
    protocol.yields_small || tokens::any_ident(body, &mut count)
}

/// Whether a pattern has a guard, which is an expression, or a macro that may expand to one.
fn may_hold_guard(pat: &Pat) -> bool {
    matches!(pat, Pat::Guard(_)) || tokens::any_punct(pat.to_token_stream(), '!')
}

/// A block suspends nowhere if it is only an expression.
fn block_may_suspend(block: &syn::Block) -> bool {
    !block.stmts.is_empty() && operand::only_value(block).is_none_or(may_suspend)
}

fn unit(span: Span) -> Expr {
    let paren_token = token::Paren(span);
    Expr::Tuple(ExprTuple { attrs: Vec::new(), paren_token, elems: Punctuated::new() })
}

/// The `from x` of `yield_!(from x)`.
fn starts_with_from(tokens: &TokenStream) -> Option<TokenStream> {
    let mut tokens = tokens.clone().into_iter();
    let first = tokens.next()?;
    let second = tokens.next()?;
    let is_from = tokens::is_word(&first, "from")
        && tokens::begins_operand(&second)
        && !tokens::is_punct(&second, '&');
    is_from.then(|| quote!(#first #second))
}

/// Nothing, or an expression with or without a comma.
fn parse_item(input: ParseStream<'_>) -> syn::Result<Option<Expr>> {
    if input.is_empty() {
        return Ok(None);
    }
    let item = input.parse()?;
    let has_comma = input.parse::<Option<Token![,]>>()?.is_some();
    if input.is_empty() {
        return Ok(Some(item));
    }
    let (message, help) = match has_comma {
        true => ("`yield_!` takes one expression", "to yield a tuple, write `yield_!((…, …))`"),
        false => ("unexpected token after the yielded expression", "end the `yield` before it"),
    };
    Err(input.error(with_help(message, help)))
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
    use syn::Expr;
    use syn::parse::Parser;

    use super::{may_suspend, parse_item, starts_with_from};

    fn suspends(code: &str) -> bool {
        let item: Expr = syn::parse_str(code).unwrap_or_else(|error| panic!("{code}: {error}"));
        may_suspend(&item)
    }

    /// In each of these, the operand `x` is where the letter stands.
    const EXPRESSIONS: &[&str] = &[
        "x",
        "[x]",
        "[a, x]",
        "(x,)",
        "(a, x)",
        "x + a",
        "a + x",
        "x(a)",
        "f(x)",
        "f(a, x)",
        "x.f()",
        "a.f(x)",
        "x as u8",
        "x.a",
        "x[a]",
        "a[x]",
        "(x)",
        "x..",
        "..x",
        "a..x",
        "&x",
        "[x; 2]",
        "S { a: x }",
        "S { a, b: x }",
        "S { a, ..x }",
        "x?",
        "-x",
        "{ x }",
        "unsafe { x }",
        "if x { a } else { b }",
        "if a { x } else { b }",
        "if a { b } else { x }",
        "if let A = x { a }",
        "match x { _ => a }",
        "match a { _ => x }",
        "match a { A => b, _ => x }",
    ];

    #[test]
    fn evaluating_an_item_suspends_if_a_part_of_it_does() {
        for code in EXPRESSIONS {
            assert!(!suspends(code), "{code}");
            assert!(suspends(&code.replace('x', "g().await")), "{code}");
        }
    }

    #[test]
    fn evaluating_an_item_may_suspend_where_statements_or_macros_stand() {
        for code in [
            "f!()",
            "{ a; b }",
            "{ a; }",
            "{ let a = b; a }",
            "'a: { b }",
            "unsafe { a; }",
            "if a { b; }",
            "loop {}",
            "while a {}",
            "for a in b {}",
            "async {}",
            "return a",
            "break a",
            "a = b",
            "#[x] a",
            "#[x] f(a)",
            "S { #[x] a: b }",
            "match a { #[x] A => b, _ => c }",
            "match a { f!() => b, _ => c }",
            "match a { A if b => c, _ => d }",
            "if let f!() = a { b }",
        ] {
            assert!(suspends(code), "{code}");
        }
        for code in ["{}", "unsafe {}", "if a {}", "|a| { f!() }", "\"\"", "match a {}"] {
            assert!(!suspends(code), "{code}");
        }
    }

    /// An `$e:expr` of a `macro_rules!`.
    #[test]
    fn a_fragment_suspends_if_its_expression_does() {
        for (inside, expected) in [("a + b", false), ("a.await", true)] {
            let tokens = inside.parse().expect("tokens");
            let fragment = TokenTree::from(Group::new(Delimiter::None, tokens));
            let item: Expr = syn::parse2(fragment.into()).expect("an expression");
            assert_eq!(may_suspend(&item), expected, "{inside}");
        }
    }

    #[test]
    fn of_a_yield_from_are_told_from_a_variable() {
        for (code, expected) in [
            ("from x", Some("from x")),
            ("from x.y", Some("from x")),
            ("from", None),
            ("from + x", None),
            ("from & x", None),
            ("from, x", None),
            ("to x", None),
        ] {
            let tokens: TokenStream = code.parse().expect("tokens");
            let seen = starts_with_from(&tokens).map(|from| from.to_string());
            assert_eq!(seen.as_deref(), expected, "{code}");
        }
    }

    #[test]
    fn are_one_expression_or_none() {
        let parsed = |code| match parse_item.parse_str(code) {
            Ok(item) => Ok(item.is_some()),
            Err(error) => Err(error.to_string()),
        };
        for (code, expected) in [("", false), ("x", true), ("x,", true)] {
            assert_eq!(parsed(code), Ok(expected), "{code}");
        }
        for (code, message) in [
            ("x, y", "`yield_!` takes one expression"),
            ("x y", "unexpected token after the yielded expression"),
        ] {
            let error = parsed(code).expect_err(code);
            assert!(error.starts_with(message), "{code}: {error}");
        }
    }
}
