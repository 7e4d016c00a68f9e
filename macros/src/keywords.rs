//! The keyword spellings, which syn cannot read: `async gen fn`, `async gen { }`, `for await`, `yield from`.
//!
//! Goes through raw tokens and turns them into what the attribute takes, so that all spellings meet in `expand`.
//! A generator inside another is expanded here, before its surroundings are looked at: the innermost owns a yield.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::Parser;
use syn::{Block, Expr, Stmt};

use crate::diagnostics::Diagnostics;
use crate::hygiene::{self, Names};
use crate::tokens::{self, is_one_of, is_punct, is_word};
use crate::{expand, fallback};

/// Reads the keywords in a piece of code.
pub(crate) struct Keywords<'a> {
    names: &'a Names,
    diagnostics: &'a mut Diagnostics,
    /// Whether the code is inside a generator: only there do `for await` and `yield from` mean something.
    in_body: bool,
    /// Whether the code is inside an ordinary function, where nothing can be yielded.
    in_function: bool,
    /// Whether the user has been told of a `yield` or `for await` in this function.
    has_stray: bool,
    /// Whether the code is between functions, and not inside a macro.
    among_items: bool,
    /// Whether the code is among the arguments of a macro, which must not see what a generator becomes.
    in_arguments: bool,
    /// Whether `#[async_generator]` is expanded here. Under the attribute itself rustc does that.
    expands_attributes: bool,
}

impl<'a> Keywords<'a> {
    /// For the code around generators.
    pub(crate) fn of_items(names: &'a Names, diagnostics: &'a mut Diagnostics) -> Self {
        Keywords {
            names,
            diagnostics,
            in_body: false,
            in_function: false,
            has_stray: false,
            among_items: true,
            in_arguments: false,
            expands_attributes: true,
        }
    }

    /// For a generator's body.
    pub(crate) fn of_body(names: &'a Names, diagnostics: &'a mut Diagnostics, expands_attributes: bool) -> Self {
        Keywords {
            names,
            diagnostics,
            in_body: true,
            in_function: false,
            has_stray: false,
            among_items: false,
            in_arguments: false,
            expands_attributes,
        }
    }

    /// ```text
    /// // Input:
    /// impl S { pub async gen fn f(&self) -> u32 { for await x in self.g() { yield x; } } }
    /// // Output:
    /// impl S { pub fn f(&self) -> impl AsyncGenerator<…> { … } }
    /// ```
    pub(crate) fn read(&mut self, code: TokenStream) -> TokenStream {
        let code: Vec<TokenTree> = code.into_iter().collect();
        let mut rest = &code[..];
        let mut done = Done::default();
        while let Some((token, after)) = rest.split_first() {
            rest = match self.read_keyword(rest, &mut done) {
                Some(rest) => rest,
                None => {
                    let token = match done.macro_at_end() {
                        Some(of) => self.read_macro(of, token.clone()),
                        None => self.read_inside(token.clone()),
                    };
                    done.push(token);
                    after
                }
            };
        }
        done.tokens.into_iter().collect()
    }

    fn read_inside(&mut self, token: TokenTree) -> TokenTree {
        match token {
            TokenTree::Group(group) => {
                let mut read = Group::new(group.delimiter(), self.read(group.stream()));
                read.set_span(group.span());
                read.into()
            }
            other => other,
        }
    }

    /// What a macro makes of its arguments nobody knows: it may put them into a generator, or take them apart.
    fn read_macro(&mut self, of: MacroTokens, token: TokenTree) -> TokenTree {
        if of == MacroTokens::Generator {
            return token;
        }
        let outside = (self.in_function, self.among_items, self.in_arguments);
        (self.in_function, self.among_items, self.in_arguments) = (false, false, of == MacroTokens::Arguments);
        let read = self.read_inside(token);
        (self.in_function, self.among_items, self.in_arguments) = outside;
        read
    }

    /// Reads a keyword spelling at the start of `rest`, if there is one, and gives what is after it.
    fn read_keyword<'t>(&mut self, rest: &'t [TokenTree], done: &mut Done) -> Option<&'t [TokenTree]> {
        /// What a spelling can begin with.
        const FIRST: [&str; 5] = ["fn", "async", "yield", "for", YIELD_OF_OUTER];
        match rest {
            [first, ..] if !is_one_of(first, &FIRST) => None,
            [fn_token, TokenTree::Ident(_), ..] if is_word(fn_token, "fn") => self.function(rest, done),
            [first, second, TokenTree::Group(body), rest @ ..]
                if are_words([first, second], ["async", "gen"]) && is_block(body) =>
            {
                done.extend(self.block(second.span(), None, body));
                Some(rest)
            }
            [first, second, third, TokenTree::Group(body), rest @ ..]
                if are_words([first, second, third], ["async", "gen", "move"]) && is_block(body) =>
            {
                done.extend(self.block(second.span(), Some(third.clone()), body));
                Some(rest)
            }
            [first, second, rest @ ..]
                if are_words([first, second], ["async", "gen"]) && !self.in_body && begins_signature(rest) =>
            {
                let help = "write `async gen fn`";
                self.diagnostics.error(&rest[0], "expected `fn`", help);
                let fn_token = Ident::new("fn", second.span());
                let prefix: TokenStream = done.prefix().iter().cloned().collect();
                done.take_prefix();
                let function = self.read(quote!(#prefix #first #second #fn_token #(#rest)*));
                done.extend(function);
                Some(&[])
            }
            [first, second, rest @ ..] if are_words([first, second], ["async", "gen"]) && lacks_a_block(rest) => {
                let help = "a generator block is `async gen { … }` or `async gen move { … }`";
                self.diagnostics.error(quote!(#first #second), "`async gen` without a block", help);
                let block = rest.iter().take_while(|token| !tokens::ends_expression(token)).count();
                done.extend(fallback::expression(second.span(), self.names));
                Some(&rest[block..])
            }
            [first, rest @ ..] if (self.in_function || self.among_items) && is_word(first, "yield") => {
                Some(self.stray_yield(first, rest, done))
            }
            [first, second, rest @ ..] if self.in_function && are_words([first, second], ["for", "await"]) => {
                let help = "write `while let Some(x) = stream.next().await { … }`, or make it an `async gen fn`";
                let words = quote!(#first #second);
                self.diagnostics.error(words, "`for await` outside of an async generator", help);
                self.stray_for_await(first, rest, done)
            }
            [first, second, rest @ ..] if self.in_body && are_words([first, second], ["for", "await"]) => {
                done.insert_before_label(quote_spanned!(second.span()=> #[for_await]));
                done.push(first.clone());
                Some(rest)
            }
            [first, second, rest @ ..] if self.in_body && is_yield_from(first, second, rest) => {
                let place = first.span();
                let operand = rest.iter().take_while(|token| !tokens::ends_expression(token)).count();
                // Under the attribute the way out is another; see `rewrite::yields`.
                let operand_kept =
                    (!self.expands_attributes).then(|| rest[..operand].iter().cloned().collect::<TokenStream>());
                done.extend(quote_spanned!(place=> yield_from!(#operand_kept)));
                Some(&rest[operand..])
            }
            [first, rest @ ..] if self.in_body && done.in_condition && is_word(first, "yield") => {
                // `yield { x } {` yields a block; `yield {` yields nothing.
                let is_block = rest.iter().take(2).filter(|token| is_brace(token)).count() == 2;
                let operand = usize::from(is_block);
                let operand = operand + rest[operand..].iter().take_while(|token| !is_brace(token)).count();
                let item = self.read(rest[..operand].iter().cloned().collect());
                let place = first.span();
                done.extend(quote_spanned!(place=> yield_!(#item)));
                Some(&rest[operand..])
            }
            _ => self.yield_of_outer(rest, done),
        }
    }

    /// A yield where nothing can be yielded: its operand stays, if there is a place for it.
    fn stray_yield<'t>(&mut self, first: &TokenTree, rest: &'t [TokenTree], done: &mut Done) -> &'t [TokenTree] {
        let help = "write `async gen fn`, or put `#[async_generator]` on the function";
        self.diagnostics.error(first, "`yield` outside of an async generator", help);
        self.has_stray = true;
        let begins_an_item = done.tokens.last().is_none_or(|last| is_brace(last) || is_punct(last, ';'));
        if self.among_items && begins_an_item {
            let end = rest.iter().position(|token| is_punct(token, ';'));
            return &rest[end.map_or(rest.len(), |end| end + 1)..];
        }
        let is_bare = rest.first().is_none_or(tokens::ends_expression);
        done.extend(if is_bare { quote!(()) } else { TokenStream::new() });
        rest
    }

    /// The rest of a `for await` where nothing can be awaited for a generator.
    ///
    /// ```text
    /// // Input:
    /// for await x in stream { body }
    /// // Output:
    /// for x in [stand_in_item(&stream)] { body }
    /// ```
    fn stray_for_await<'t>(
        &mut self,
        for_token: &TokenTree,
        rest: &'t [TokenTree],
        done: &mut Done,
    ) -> Option<&'t [TokenTree]> {
        self.has_stray = true;
        let (pat, after) = rest.split_at(rest.iter().position(|token| is_word(token, "in"))?);
        let (in_token, head) = after.split_first()?;
        let (stream, after) = head.split_at(head.iter().position(is_brace)?);
        let stream = self.read(stream.iter().cloned().collect());
        let place = in_token.span();
        let stand_in = self.names.private("stand_in_item", place);
        done.extend(quote_spanned!(hygiene::ours(place)=> #for_token #(#pat)* #in_token [#stand_in(&(#stream))]));
        Some(after)
    }

    /// A generator function, from its attributes to its body.
    fn function<'t>(&mut self, rest: &'t [TokenTree], done: &mut Done) -> Option<&'t [TokenTree]> {
        let prefix: TokenStream = done.prefix().iter().cloned().collect();
        let is_generator = done.prefix().iter().any(|token| is_word(token, "gen"));
        let attribute = attribute_in(done.prefix()).filter(|_| self.expands_attributes);
        let end = end_of_function(rest);
        if !is_generator && attribute.is_none() {
            return self.ordinary_function(rest, end, done);
        }
        done.take_prefix();
        let function: TokenStream = rest[..end].iter().cloned().collect();
        if self.in_arguments {
            done.extend(self.nested(rest[0].span(), quote!(#prefix #function)));
            return Some(&rest[end..]);
        }
        let (prefix, args) = match attribute {
            Some((at, args)) => {
                let without: Vec<TokenTree> = prefix.into_iter().collect();
                (without[..at].iter().chain(&without[at + 2..]).cloned().collect(), args)
            }
            None => (prefix, TokenStream::new()),
        };
        done.extend(expand::inner_function(args, quote!(#prefix #function), self.names, self.diagnostics));
        Some(&rest[end..])
    }

    /// An ordinary function, read to its end: what yields in it is told so.
    fn ordinary_function<'t>(&mut self, rest: &'t [TokenTree], end: usize, done: &mut Done) -> Option<&'t [TokenTree]> {
        // Nightly's own coroutines may yield anywhere.
        let has_coroutines =
            || tokens::any_ident(rest[..end].iter().cloned().collect(), &mut |word| word == "coroutine");
        if self.in_body || self.in_function || has_coroutines() {
            return None;
        }
        done.push(rest[0].clone());
        let outside = std::mem::replace(&mut self.among_items, false);
        (self.in_function, self.has_stray) = (true, false);
        let function = self.read(rest[1..end].iter().cloned().collect());
        self.in_function = false;
        self.among_items = outside;
        done.extend(if self.has_stray { without_end(function) } else { function });
        Some(&rest[end..])
    }

    fn block(&mut self, place: Span, capture: Option<TokenTree>, body: &Group) -> TokenStream {
        if self.in_arguments {
            return self.nested(place, quote_spanned!(place=> async gen #capture #body));
        }
        expand::block(place, capture.into_token_stream(), body.stream(), self.names, self.diagnostics)
    }

    /// A generator among the arguments of a macro: it is expanded when that macro has put it into its place.
    ///
    /// ```text
    /// // Input:
    /// vec![async gen { yield 1; }]
    /// // Output:
    /// vec![nested_generator! { async gen { yield 1; } }]
    /// ```
    fn nested(&self, place: Span, generator: TokenStream) -> TokenStream {
        let name = self.names.private(NESTED_GENERATOR, place);
        quote_spanned!(hygiene::ours(place)=> #name! { #generator })
    }

    /// A yield that the surrounding generator has taken for its own, because it could not know that we are a
    /// generator too: taken back. See `rewrite::macros`.
    fn yield_of_outer<'t>(&mut self, rest: &'t [TokenTree], done: &mut Done) -> Option<&'t [TokenTree]> {
        let [name, TokenTree::Punct(bang), TokenTree::Group(group), after @ ..] = rest else { return None };
        if !is_word(name, YIELD_OF_OUTER) || bang.as_char() != '!' {
            return None;
        }
        let Some(TokenTree::Group(original)) = group.stream().into_iter().next() else { return None };
        tokens::drop_path_prefix(&mut done.tokens);
        let original = self.read(original.stream());
        done.extend(original);
        Some(after)
    }
}

/// The macro that carries a yield together with what the surrounding generator has made of it.
pub(crate) const YIELD_OF_OUTER: &str = "yield_of_outer";

/// `async_gen!` by a name that is nobody else's.
pub(crate) const NESTED_GENERATOR: &str = "nested_generator";

/// Takes the `gen` out of `async gen fn`.
pub(crate) fn without_gen(function: TokenStream) -> (TokenStream, Option<Ident>) {
    let mut found = None;
    let mut in_prefix = true;
    let without = function
        .into_iter()
        .filter(|token| {
            in_prefix = in_prefix && !is_word(token, "fn");
            match token {
                TokenTree::Ident(ident) if in_prefix && ident == "gen" => {
                    found = Some(ident.clone());
                    false
                }
                _ => true,
            }
        })
        .collect();
    (without, found)
}

/// The tokens of a macro.
#[derive(Clone, Copy, PartialEq, Eq)]
enum MacroTokens {
    /// What `macro_rules!` defines.
    Rules,
    /// What it is called with.
    Arguments,
    /// A generator that is expanded later.
    Generator,
}

/// Code that has been read, and where the item at its end began.
#[derive(Default)]
struct Done {
    tokens: Vec<TokenTree>,
    /// Where the attributes, visibility and qualifiers begin that the last tokens may be.
    prefix_at: usize,
    /// Whether we are between `match`, `if`, `while` or `in` and the `{` or `=>` that follows. There syn takes `yield x {` for
    /// the beginning of a struct.
    in_condition: bool,
}

impl Done {
    fn push(&mut self, token: TokenTree) {
        let continues = self.continues_prefix(&token);
        match &token {
            token if is_one_of(token, &["match", "if", "while", "in"]) => self.in_condition = true,
            // The end of a head, or of the guard of a `match`'s arm.
            token if is_brace(token) || is_punct(token, ';') || self.ends_with_arrow(token) => {
                self.in_condition = false
            }
            _ => {}
        }
        self.tokens.push(token);
        if !continues {
            self.prefix_at = self.tokens.len();
        }
    }

    fn ends_with_arrow(&self, token: &TokenTree) -> bool {
        is_punct(token, '>') && self.tokens.last().is_some_and(|last| is_punct(last, '='))
    }

    fn extend(&mut self, tokens: TokenStream) {
        self.tokens.extend(tokens);
        self.prefix_at = self.tokens.len();
    }

    fn prefix(&self) -> &[TokenTree] {
        &self.tokens[self.prefix_at..]
    }

    /// What a group would be that comes next, if these are the last tokens of `name!` or `macro_rules! name`.
    fn macro_at_end(&self) -> Option<MacroTokens> {
        match &self.tokens[..] {
            [.., rules, bang, TokenTree::Ident(_)] if is_word(rules, "macro_rules") && is_punct(bang, '!') => {
                Some(MacroTokens::Rules)
            }
            [.., name, bang] if is_word(name, NESTED_GENERATOR) && is_punct(bang, '!') => Some(MacroTokens::Generator),
            [.., TokenTree::Ident(_), bang] if is_punct(bang, '!') => Some(MacroTokens::Arguments),
            _ => None,
        }
    }

    fn take_prefix(&mut self) {
        self.tokens.truncate(self.prefix_at);
    }

    /// Whether a token can stand before the `fn` of a function.
    fn continues_prefix(&self, token: &TokenTree) -> bool {
        const QUALIFIERS: [&str; 8] = ["pub", "default", "const", "async", "gen", "unsafe", "safe", "extern"];
        let last = self.prefix().last();
        match token {
            TokenTree::Ident(_) => is_one_of(token, &QUALIFIERS),
            TokenTree::Punct(punct) => punct.as_char() == '#',
            TokenTree::Group(group) => match group.delimiter() {
                Delimiter::Bracket => last.is_some_and(|last| is_punct(last, '#')),
                Delimiter::Parenthesis => last.is_some_and(|last| is_word(last, "pub")),
                // What a `macro_rules!` passed as `$vis` or `$meta`.
                Delimiter::None => true,
                Delimiter::Brace => false,
            },
            TokenTree::Literal(_) => last.is_some_and(|last| is_word(last, "extern")),
        }
    }

    /// Inserts an attribute before the label that the last tokens may be.
    fn insert_before_label(&mut self, attribute: TokenStream) {
        let at = match &self.tokens[..] {
            [.., quote, TokenTree::Ident(_), colon] if is_punct(quote, '\'') && is_punct(colon, ':') => {
                self.tokens.len() - 3
            }
            _ => self.tokens.len(),
        };
        self.tokens.splice(at..at, attribute);
    }
}

/// The `#[async_generator(args)]` among the tokens before a `fn`: where it is, and its arguments.
fn attribute_in(prefix: &[TokenTree]) -> Option<(usize, TokenStream)> {
    prefix.iter().enumerate().find_map(|(at, token)| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
            let attribute: syn::Meta = syn::parse2(group.stream()).ok()?;
            let is_ours = attribute.path().segments.last().is_some_and(|last| last.ident == "async_generator");
            let args = match attribute {
                syn::Meta::List(list) => list.tokens,
                _ => TokenStream::new(),
            };
            is_ours.then_some((at - 1, args))
        }
        _ => None,
    })
}

/// An ordinary function with a generator's body, which has no value at its end: none is missed there.
///
/// ```text
/// // Input:
/// f() -> u32 { stmts; }
/// // Output:
/// f() -> u32 { stmts; loop {} }
/// ```
fn without_end(function: TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = function.into_iter().collect();
    if let Some(TokenTree::Group(body)) = tokens.last_mut() {
        let stmts = body.stream();
        let has_end = match Block::parse_within.parse2(stmts.clone()) {
            Ok(stmts) => {
                matches!(stmts.last(), Some(Stmt::Expr(end, None)) if !matches!(end, Expr::ForLoop(_) | Expr::While(_)))
            }
            Err(_) => true,
        };
        if !has_end {
            let span = body.span();
            let forever = quote_spanned!(hygiene::ours(span)=> loop {});
            *body = Group::new(body.delimiter(), quote!(#stmts #forever));
            body.set_span(span);
        }
    }
    tokens.into_iter().collect()
}

/// How many tokens a function takes, from its `fn` to its body or `;`.
fn end_of_function(tokens: &[TokenTree]) -> usize {
    let mut angles = 0_i32;
    let mut after_dash = false;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) if angles == 0 && group.delimiter() == Delimiter::Brace => return at + 1,
            TokenTree::Punct(punct) if angles == 0 && punct.as_char() == ';' => return at + 1,
            TokenTree::Punct(punct) if punct.as_char() == '<' => angles += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' && !after_dash => angles -= 1,
            _ => {}
        }
        after_dash = matches!(token, TokenTree::Punct(punct) if matches!(punct.as_char(), '-' | '='));
    }
    tokens.len()
}

/// `yield from x`, or `yield* x`.
fn is_yield_from(first: &TokenTree, second: &TokenTree, rest: &[TokenTree]) -> bool {
    if !is_word(first, "yield") {
        return false;
    }
    match second {
        TokenTree::Ident(from) if from == "from" => match rest {
            // `from & x` and `from && x` are about a variable.
            [and, operand, ..] if is_punct(and, '&') => !is_punct(operand, '&') && touch(and.span(), operand.span()),
            rest => rest.first().is_some_and(tokens::begins_operand),
        },
        TokenTree::Punct(star) if star.as_char() == '*' => touch(first.span(), star.span()),
        _ => false,
    }
}

/// Whether a function follows `async gen`, but for its `fn`.
fn begins_signature(rest: &[TokenTree]) -> bool {
    match rest {
        [TokenTree::Ident(name), TokenTree::Group(args), ..] => {
            name != "fn" && name != "move" && args.delimiter() == Delimiter::Parenthesis
        }
        [TokenTree::Ident(name), angle, ..] => name != "fn" && is_punct(angle, '<'),
        _ => false,
    }
}

/// Whether something else follows `async gen` than a function, a block, or a `macro_rules!` fragment for one of them.
fn lacks_a_block(rest: &[TokenTree]) -> bool {
    let rest = match rest {
        [capture, rest @ ..] if is_word(capture, "move") => rest,
        rest => rest,
    };
    let begins_function = |token| is_one_of(token, &["fn", "unsafe", "safe", "extern"]);
    rest.first().is_none_or(|next| !begins_function(next) && !is_punct(next, '$'))
}

/// Whether two tokens of one line have nothing between them, as far as the compiler tells (Rust 1.88).
fn touch(first: Span, second: Span) -> bool {
    let (end, start) = (first.end(), second.start());
    end.line != 0 && end == start
}

/// Braces, or what a `macro_rules!` passed as `$block`.
fn is_block(group: &Group) -> bool {
    matches!(group.delimiter(), Delimiter::Brace | Delimiter::None)
}

fn is_brace(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

fn are_words<const N: usize>(tokens: [&TokenTree; N], words: [&str; N]) -> bool {
    tokens.iter().zip(words).all(|(token, word)| is_word(token, word))
}
