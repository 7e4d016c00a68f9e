//! The stages in order: parse, validate, lower, rewrite, emit. All spellings meet here.

use std::mem;

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{AttrStyle, Attribute, Block, Stmt, token};

use crate::conflicts;
use crate::diagnostics::Diagnostics;
use crate::emit::body::{BlockBody, BlockTypes, DeclaredTypes};
use crate::emit::mentions;
use crate::emit::params::{self, Naming, Taken};
use crate::emit::{self, declared, recover, warning};
use crate::hygiene::{self, Paths};
use crate::lower::{self, Lowering};
use crate::model::{Protocol, Returns};
use crate::parse::args::{self, Args};
use crate::parse::function::{self, Body, Function};
use crate::rewrite::{self, Captures, Found, Presence};
use crate::validate::{self, OtherItem};
use crate::{attributes, repair, slips, tokens};

/// `#[async_generator(args)] item`
pub(crate) fn attribute(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let parsed = args::parse(args.clone(), &mut diagnostics);
    let mut expansion = Expansion::of_function(&parsed, diagnostics);
    // A function that cannot be parsed gets an empty body, so that it causes no further errors.
    let expanded = expansion
        .function(parsed, &args, item.clone())
        .unwrap_or_else(|error| expansion.without_body(item, &error));
    let errors = expansion.diagnostics.into_items();
    quote!(#expanded #errors)
}

/// The body of a function that has a foreign attribute: `(args) async fn f() -> T { stmts }`.
pub(crate) fn generator_body(tokens: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let [TokenTree::Group(args), function @ ..] = &tokens[..] else { return TokenStream::new() };
    let mut diagnostics = Diagnostics::default();
    let args = args::parse(args.stream(), &mut diagnostics);
    let mut expansion = Expansion::of_function(&args, diagnostics);
    let body = expansion.deferred_body(args, tokens::stream(function));
    let body = body.unwrap_or_else(|error| {
        let stmts = recover::unknown_syntax(error.span(), &expansion.paths);
        quote!(#stmts loop {})
    });
    let errors = expansion.diagnostics.into_items();
    quote!({ #errors #body })
}

/// `async_gen! { code }`
pub(crate) fn async_gen(tokens: TokenStream) -> TokenStream {
    let (mut expansion, code) = Expansion::of_macro(tokens);
    if validate::block_keywords(&code, &mut expansion.diagnostics).is_err() {
        // The only output that can stand both among items and as an expression.
        return expansion.diagnostics.into_items();
    }
    if let Some((span, capture, body)) = generator_block(&code) {
        return expansion.block((span, span), capture, body, BlockItems::AsYielded);
    }
    let runtime = expansion.paths.runtime();
    let lowered = Lowering::of_items(runtime, &mut expansion.diagnostics).lower(code);
    let errors = expansion.diagnostics.into_items();
    // In expression position the errors need a block around them.
    match !errors.is_empty() && syn::parse2::<syn::Expr>(lowered.clone()).is_ok() {
        true => quote!({ #errors #lowered }),
        // Errors first: rustc stops at the first token it cannot parse.
        false => quote!(#errors #lowered),
    }
}

/// `stream! { body }` and `try_stream! { body }`
pub(crate) fn stream(tokens: TokenStream, items: BlockItems) -> TokenStream {
    let (mut expansion, code) = Expansion::of_macro(tokens);
    let code = validate::statements(code, &mut expansion.diagnostics);
    let span = Span::call_site();
    let capture = quote_spanned!(hygiene::ours(span)=> move);
    // The call site is in a macro of ours.
    let at = code.clone().into_iter().next().map_or(span, |first| first.span());
    expansion.block((span, at), capture, without_braces(code), items)
}

/// The code inside `stream!({ … })`, a spelling that rustfmt formats.
fn without_braces(code: TokenStream) -> TokenStream {
    let mut tokens = code.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Group(block)), None) if block.delimiter() == Delimiter::Brace => {
            block.stream()
        }
        _ => code,
    }
}

/// `async gen { body }` or `async gen move { body }`: the span of `gen`, the `move`, the body.
fn generator_block(code: &TokenStream) -> Option<(Span, TokenStream, TokenStream)> {
    let tokens: Vec<TokenTree> = code.clone().into_iter().collect();
    let (words, body) = match &tokens[..] {
        [words @ .., TokenTree::Group(body)] if words.len() <= 3 => (words, body),
        _ => return None,
    };
    let is = |at: usize, word| words.get(at).is_some_and(|token| tokens::is_word(token, word));
    let is_block = matches!(body.delimiter(), Delimiter::Brace | Delimiter::None)
        && is(0, "async")
        && is(1, "gen")
        && (words.len() == 2 || is(2, "move"));
    is_block.then(|| (words[1].span(), tokens::stream(&words[2..]), body.stream()))
}

/// What the items of a block are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum BlockItems {
    /// The yielded values. If the body has a `?`, these are results, and its error is the last.
    AsYielded,
    /// `Ok` of each yielded value, and `Err` of the error of a `?`.
    Results,
}

/// What a function declares.
#[derive(Clone, Copy)]
struct Declared<'a> {
    /// Where its name is.
    name: Span,
    protocol: &'a Protocol,
    returns: Returns,
    types: DeclaredTypes,
}

/// What all stages of one expansion share.
struct Expansion {
    paths: Paths,
    diagnostics: Diagnostics,
}

impl Expansion {
    fn of_function(args: &Args, diagnostics: Diagnostics) -> Self {
        let runtime = args.runtime.as_ref().map(ToTokens::to_token_stream);
        Expansion { paths: Paths::new(runtime), diagnostics }
    }

    /// Of a function-like macro, whose first token is the runtime's `$crate`; the user's code
    /// follows.
    fn of_macro(tokens: TokenStream) -> (Self, TokenStream) {
        let mut runtime: Vec<TokenTree> = tokens.into_iter().collect();
        let code = runtime.split_off(runtime.len().min(1));
        let paths = Paths::new(Some(runtime.into_iter().collect()));
        (Expansion { paths, diagnostics: Diagnostics::default() }, code.into_iter().collect())
    }

    fn function(
        &mut self,
        mut args: Args,
        args_tokens: &TokenStream,
        item: TokenStream,
    ) -> syn::Result<TokenStream> {
        let (item, gen_token) = lower::without_gen(item);
        let mut function = function::parse(item)?;
        if let Some(expanded) = conflicts::resolve(&mut function, &mut self.diagnostics) {
            return Ok(expanded);
        }
        validate::attributes(&mut function.attrs, &mut self.diagnostics);
        self.move_inner_attributes(&mut function);
        let (mut rejected, sig) = (Vec::new(), &mut function.sig);
        let item = validate::signature(sig, gen_token, &mut rejected, &mut self.diagnostics);
        validate::arguments(&mut args, sig, &mut rejected, &mut self.diagnostics);
        args.lacks_types |= function.body.is_some()
            && validate::parameters(sig, &mut rejected, &mut self.diagnostics);
        let returns = args.returns;
        let mut protocol = Protocol::of_function(&function.sig, args.send, args.throws);
        protocol.lacks_types = args.lacks_types || item == validate::Item::Replaced;
        if self.diagnostics.is_empty() && attributes::any_foreign(&function.attrs) {
            return Ok(self.with_deferred_body(function, &protocol, returns, args_tokens));
        }
        let body = function.body.take();
        let body = body.map(|body| {
            let params = params::take(&mut function.sig, Naming::Ours);
            let (name, types) = (function.sig.ident.span(), DeclaredTypes::of(&protocol));
            let declared = Declared { name, protocol: &protocol, returns, types };
            let body = self.body(&body, params, declared);
            let mentions = mentions::of_types(rejected, &function.sig.generics);
            // In the body they keep rustc from reporting what follows from them there. An editor
            // compares what stands before its cursor, so there they must not.
            let has_errors = !self.diagnostics.is_empty();
            let errors = (has_errors && self.paths.for_rustc).then(|| self.diagnostics.since(0));
            match (errors, mentions.is_empty()) {
                (None, true) => body.into_token_stream(),
                (errors, _) => {
                    let body = tokens::map_group(&body, |body| quote!(#errors #mentions #body));
                    body.into_token_stream()
                }
            }
        });
        emit::signature::rewrite(&mut function.sig, &protocol, returns, &self.paths);
        let Function { mut attrs, vis, sig, .. } = function;
        emit::signature::adjust_lints(&mut attrs, returns);
        let body = body.unwrap_or_else(|| quote!(;));
        Ok(quote!(#(#attrs)* #vis #sig #body))
    }

    /// An item that cannot be parsed as a function.
    fn without_body(&mut self, item: TokenStream, error: &syn::Error) -> TokenStream {
        match validate::other_item(item.clone(), &mut self.diagnostics) {
            OtherItem::Container => {
                let item = recover::without_bodies(item);
                quote!(#[allow(unused_variables)] #item)
            }
            OtherItem::WithoutFunctions => item,
            OtherItem::Function => {
                let stmts = recover::unknown_syntax(error.span(), &self.paths);
                recover::without_body(item, &stmts)
            }
        }
    }

    /// Inner attributes of the body become attributes of the function.
    fn move_inner_attributes(&mut self, function: &mut Function) {
        let Some(body) = &mut function.body else { return };
        for attr in body.take_inner_attributes() {
            match attributes::is_custom(&attr) {
                true => {
                    let help = "write it above the function, as `#[…]`";
                    self.diagnostics.error(attr, "custom inner attributes are unstable", help);
                }
                false => function.attrs.push(Attribute { style: AttrStyle::Outer, ..attr }),
            }
        }
    }

    /// A foreign attribute may do what it likes with the tokens that it receives. So it receives
    /// the user's own, in a call that is expanded after it.
    ///
    /// ```text
    /// // Input:
    /// #[foreign] async fn f((a, b): (A, B)) -> T { stmts }
    /// // Output:
    /// #[foreign] fn f(__asyncgen_arg_0: (A, B)) -> impl AsyncGenerator<Item = T, …> {
    ///     generator_body!((args) async fn f((a, b): (A, B)) -> T { stmts })
    /// }
    /// ```
    fn with_deferred_body(
        &self,
        function: Function,
        protocol: &Protocol,
        returns: Returns,
        args: &TokenStream,
    ) -> TokenStream {
        let paths = self.paths.for_foreign();
        let emit = paths.at(Span::call_site());
        let Function { attrs, vis, mut sig, body } = function;
        let body = match body {
            Some(Body { braces }) => {
                let generator_body = emit.generator_body();
                let inside = quote_spanned!(emit.span=> #generator_body!((#args) #sig #braces));
                tokens::with_stream(&braces, inside).into_token_stream()
            }
            None => quote!(;),
        };
        params::take(&mut sig, Naming::Users);
        emit::signature::rewrite(&mut sig, protocol, returns, &paths);
        quote!(#(#attrs)* #vis #sig #body)
    }

    fn deferred_body(&mut self, args: Args, function: TokenStream) -> syn::Result<TokenStream> {
        let mut function = function::parse(function)?;
        let protocol = Protocol::of_function(&function.sig, args.send, args.throws);
        let params = params::take(&mut function.sig, Naming::Users);
        let Some(body) = function.body else { return Ok(TokenStream::new()) };
        let (name, types) = (function.sig.ident.span(), DeclaredTypes::Named);
        let declared = Declared { name, protocol: &protocol, returns: args.returns, types };
        Ok(self.body(&body, params, declared).into_token_stream())
    }

    fn body(&mut self, body: &Body, params: params::Params, declared: Declared<'_>) -> Group {
        let Declared { name, protocol, returns, types } = declared;
        let only = params.only.as_ref().map(|it| &it.variable);
        let captures = only.map_or(Captures::None, Captures::Only);
        let rewritten = self.rewritten(body.braces.clone(), protocol, false, captures);
        let mut items = TokenStream::new();
        let block = match rewritten {
            Ok((_, found)) if protocol.lacks_types || found.lacks_types => Err(quote!()),
            Ok(rewritten) => Ok(rewritten),
            Err(error) => Err(recover::unknown_syntax(error.span(), &self.paths)),
        };
        let mut params = params;
        let (block, cleanups, reaches_end) = match block {
            Ok((block, found)) => {
                let yields = found.yields || protocol.can_throw() || !self.diagnostics.is_empty();
                if !yields {
                    let emit = self.paths.at(name);
                    items.extend(warning::never_yields(&body.braces.stream(), emit));
                }
                items.extend(found.imports(&self.paths));
                if let Some(used) = &found.in_place {
                    params = params.in_place(used, self.paths.at(name));
                }
                (block, found.cleanups, found.reaches_end)
            }
            Err(stmts) => {
                return recover::body(params, protocol, returns, types, &stmts, &self.paths);
            }
        };
        let braces = body.braces.span();
        let span = Span::call_site();
        let function = emit::body::Function {
            span,
            name,
            braces,
            protocol,
            returns,
            types,
            cleanups,
            reaches_end,
            items: &items,
        };
        let mut block = Group::new(Delimiter::Brace, block);
        block.set_span(braces);
        emit::body::of_function(&function, params, &block, &self.paths)
    }

    /// A block. `span` locates generated code, `at` an error about the whole generator.
    fn block(
        mut self,
        (span, at): (Span, Span),
        capture: TokenStream,
        code: TokenStream,
        items: BlockItems,
    ) -> TokenStream {
        // Where its variables are dropped, in the user's edition.
        let end = if code.is_empty() { at } else { tokens::ends(code.clone()).1 };
        let mut body = Group::new(Delimiter::Brace, code);
        body.set_span(end);
        let rewritten = self.rewritten_block(&body, !capture.is_empty());
        let mut errors = self.diagnostics.since(0);
        let emit = self.paths.at(span);
        let generator = match rewritten {
            Some((block, found)) => {
                let code = body.stream();
                let is_item_unknown =
                    !found.yields && (!errors.is_empty() || warning::may_lack_a_yield(&code));
                let types = block_types(&found, items, emit);
                let (before, after) = declared_by_block(&found, items, is_item_unknown, at, emit);
                let mut items = found.imports(&self.paths);
                items.extend(after);
                if found.is_repaired {
                    items.extend(mem::take(&mut errors));
                }
                let mut block = Group::new(Delimiter::Brace, quote!(#before #block));
                // The user's edition decides when the last expression drops what it borrows.
                block.set_span(end);
                let block = BlockBody {
                    at,
                    first_yield: found.first_yield.unwrap_or(at),
                    types,
                    taken: taken(found.loop_variables, code, &capture),
                    in_place: found.in_place,
                    capture,
                    cleanups: found.cleanups,
                    reaches_end: found.reaches_end,
                    block: &block,
                    items,
                };
                emit::body::of_block(emit, block)
            }
            None => recover::expression(span, &self.paths),
        };
        quote_spanned!(hygiene::ours(span)=> { #errors #generator })
    }

    /// The statements of a block, rewritten, if they can be parsed.
    fn rewritten_block(&mut self, body: &Group, moves: bool) -> Option<(TokenStream, Found)> {
        let captures = if moves { Captures::Any } else { Captures::None };
        let rewritten = self.rewritten(body.clone(), &Protocol::of_block(), true, captures);
        // What was reported before is the cause of what cannot be parsed.
        let rewritten = match (rewritten, self.diagnostics.is_empty()) {
            (Err(error), true) => {
                slips::report(&body.stream(), error, &mut self.diagnostics);
                None
            }
            (rewritten, _) => rewritten.ok(),
        };
        if self.diagnostics.is_empty() {
            return rewritten;
        }
        self.completed(body).or(rewritten)
    }

    /// Half-typed code, completed and rewritten. Its errors are those of the code as it is.
    fn completed(&mut self, body: &Group) -> Option<(TokenStream, Found)> {
        let code = repair::completed(&body.stream(), repair::Part::Statements)?;
        let body = tokens::with_stream(body, code);
        let mark = self.diagnostics.mark();
        let rewritten = self.rewritten(body, &Protocol::of_block(), true, Captures::None);
        self.diagnostics.since(mark);
        rewritten.ok().map(|(block, found)| (block, Found { is_repaired: true, ..found }))
    }

    /// The statements of a body, rewritten.
    fn rewritten(
        &mut self,
        body: Group,
        protocol: &Protocol,
        resolves_attributes: bool,
        captures: Captures<'_>,
    ) -> syn::Result<(TokenStream, Found)> {
        let runtime = self.paths.runtime();
        let lowered = Lowering::of_body(runtime, &mut self.diagnostics, resolves_attributes)
            .lower(body.stream());
        // Less work than to go through the tokens, of which there are few with an attribute.
        let has_attributes = lowered.to_string().contains('#');
        let has_foreign_attributes = has_attributes && attributes::hold_foreign(lowered.clone());
        let has_conditions =
            has_attributes && tokens::any_ident(lowered.clone(), &mut |word| word == "cfg");
        let stores_items = rewrite::stores_items(protocol, lowered.clone());
        let stmts = statements(lowered)?;
        let mut block = Block { brace_token: token::Brace(body.span()), stmts };
        let input = rewrite::Input {
            paths: &self.paths,
            foreign_paths: &self.paths.for_foreign(),
            protocol,
            stores_items,
            has_foreign_attributes,
            has_conditions,
            captures,
        };
        let found = rewrite::body(&mut block, input, &mut self.diagnostics);
        let stmts = block.stmts;
        Ok((quote!(#(#stmts)*), found))
    }
}

/// Parses statements. What is missing at their end is reported at the last token, and not at the
/// macro as a whole.
fn statements(code: TokenStream) -> syn::Result<Vec<Stmt>> {
    let (_, last) = tokens::ends(code.clone());
    let mut braces = Group::new(Delimiter::Brace, code);
    braces.set_span(last);
    let parser = |input: ParseStream<'_>| {
        let content;
        syn::braced!(content in input);
        content.call(Block::parse_within)
    };
    parser.parse2(TokenTree::from(braces).into())
}

/// What tells rustc the types of a block: before the user's statements, and behind them.
fn declared_by_block(
    found: &Found,
    items: BlockItems,
    is_item_unknown: bool,
    at: Span,
    emit: hygiene::Emit<'_>,
) -> (Option<TokenStream>, TokenStream) {
    let item = match (found.yields, is_item_unknown) {
        (true, _) => TokenStream::new(),
        (false, true) => declared::item_of_block(emit),
        (false, false) => declared::item_of_silent_block(emit),
    };
    match items {
        BlockItems::AsYielded => {
            let at = found.question_mark_at;
            let condition = match &found.question_mark {
                Presence::If(conditions) => quote!(#[cfg(any(#(#conditions),*))]),
                Presence::Yes | Presence::No => TokenStream::new(),
            };
            let is_certain = found.question_mark_is_certain;
            let output = at.map(|at| declared::output_of_block(at, is_certain, &condition, emit));
            (output, item)
        }
        BlockItems::Results => {
            let at = found.question_mark_at.unwrap_or(at);
            let error = declared::error_of_block(at, emit);
            let output = found.may_return_error.then(|| declared::output_of_results(at, emit));
            (output, quote!(#item #error))
        }
    }
}

/// The variables of its surroundings that a block moves, and names only where a loop goes over
/// them. As captures they would be stored twice: there, and where the loops have their streams.
fn taken(variables: Vec<Taken>, code: TokenStream, capture: &TokenStream) -> Vec<Taken> {
    if variables.is_empty() || capture.is_empty() {
        return Vec::new();
    }
    let mut mentions = Vec::new();
    for it in &variables {
        mentions.push((it.variable.unraw().to_string(), 0));
    }
    tokens::count_mentions(code, &mut mentions);
    let mut taken = Vec::new();
    for (at, it) in variables.into_iter().enumerate() {
        if mentions[at].1 == 1 {
            taken.push(it);
        }
    }
    taken
}

/// The types of a block; if they depend on `cfg` conditions, with these.
fn block_types(found: &Found, items: BlockItems, emit: hygiene::Emit<'_>) -> Vec<BlockTypes> {
    let inferred = || quote_spanned!(emit.span=> _);
    let types =
        |condition, error, policy| BlockTypes { condition, yielded: inferred(), error, policy };
    let final_error_items = emit.final_error_items();
    let final_error_items = quote_spanned!(emit.span=> #final_error_items<_>);
    let with_error = |condition| types(condition, inferred(), final_error_items.clone());
    let infallible = |condition| {
        let error = emit.infallible_error().into_token_stream();
        types(condition, error, emit.infallible_items().into_token_stream())
    };
    match (items, &found.question_mark) {
        (BlockItems::Results, _) => {
            vec![types(None, inferred(), emit.fallible_items().into_token_stream())]
        }
        (BlockItems::AsYielded, Presence::Yes) => vec![with_error(None)],
        (BlockItems::AsYielded, Presence::No) => vec![infallible(None)],
        (BlockItems::AsYielded, Presence::If(conditions)) => vec![
            with_error(Some(quote!(any(#(#conditions),*)))),
            infallible(Some(quote!(not(any(#(#conditions),*))))),
        ],
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
    use quote::quote;

    use super::{generator_block, without_braces};

    fn tokens(code: &str) -> TokenStream {
        code.parse().unwrap_or_else(|error| panic!("{code}: {error}"))
    }

    /// The words and the body of the block.
    fn block(code: TokenStream) -> Option<(String, String)> {
        generator_block(&code).map(|(_, capture, body)| (capture.to_string(), body.to_string()))
    }

    #[test]
    fn of_generators_are_told_from_other_code() {
        for (code, expected) in [
            ("async gen { a }", Some(("", "a"))),
            ("async gen move { a }", Some(("move", "a"))),
            ("async gen x { a }", None),
            ("async gen move x { a }", None),
            ("async gen (a)", None),
            ("async gen", None),
            ("async x { a }", None),
            ("async x move { a }", None),
            ("x gen { a }", None),
            ("gen { a }", None),
            ("{ a }", None),
        ] {
            let expected = expected.map(|(capture, body)| (capture.to_owned(), body.to_owned()));
            assert_eq!(block(tokens(code)), expected, "{code}");
        }
        // A `$body:block` of a `macro_rules!`.
        let fragment = TokenTree::from(Group::new(Delimiter::None, tokens("{ a }")));
        let expected = (String::new(), "{ a }".to_owned());
        assert_eq!(block(quote!(async gen #fragment)), Some(expected));
    }

    #[test]
    fn of_a_stream_may_stand_in_braces() {
        for (code, expected) in
            [("{ a; b }", "a ; b"), ("(a)", "(a)"), ("{ a } b", "{ a } b"), ("a", "a"), ("", "")]
        {
            assert_eq!(without_braces(tokens(code)).to_string(), expected, "{code}");
        }
    }
}
