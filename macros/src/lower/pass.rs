//! Goes through the tokens and lowers each keyword spelling.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

use super::lookahead::{
    are_words, arguments_of_for_await, attribute_in, begins_signature, end_of_function, is_block,
    is_yield_from, lacks_a_block, yield_operand,
};
use super::lowering::{Lowering, Surroundings};
use super::misplaced;
use super::output::Output;
use crate::hygiene::{self, LOCAL_MACRO, LOCAL_YIELD};
use crate::tokens::{self, is_punct, is_word};

impl Lowering<'_> {
    /// ```text
    /// // Input:
    /// impl S { pub async gen fn f(&self) -> u32 { for await x in self.g() { yield x; } } }
    /// // Output:
    /// impl S {
    ///     #[async_generator(crate = …)]
    ///     pub async fn f(&self) -> u32 { #[for_await] for x in self.g() { yield_!(x); } }
    /// }
    /// ```
    pub(crate) fn lower(&mut self, code: TokenStream) -> TokenStream {
        let code: Vec<TokenTree> = code.into_iter().collect();
        self.lower_slice(&code)
    }

    pub(super) fn lower_slice(&mut self, code: &[TokenTree]) -> TokenStream {
        let mut rest = code;
        let mut output = Output::default();
        while let Some((token, after)) = rest.split_first() {
            let lowered = self
                .lower_keyword(rest, &mut output)
                .or_else(|| self.attribute_of_loop(rest, &mut output));
            rest = match lowered {
                Some(rest) => {
                    self.changes += 1;
                    rest
                }
                None => {
                    let token = if output.ends_with_macro_call() {
                        self.lower_arguments(token, &output)
                    } else if self.is_attribute_of_item(token, &output) {
                        token.clone()
                    } else {
                        self.lower_group(token.clone())
                    };
                    output.push(token);
                    after
                }
            };
        }
        output.into_tokens()
    }

    /// Whether a token is the inside of an attribute, such as `#[async_generator(yield = u32)]`,
    /// whose words are no keywords.
    fn is_attribute_of_item(&self, token: &TokenTree, output: &Output) -> bool {
        self.surroundings == Surroundings::Items
            && matches!(token, TokenTree::Group(it) if it.delimiter() == Delimiter::Bracket)
            && output.last().is_some_and(|last| is_punct(last, '#'))
    }

    fn lower_group(&mut self, token: TokenTree) -> TokenTree {
        match token {
            TokenTree::Group(group) => {
                let before = self.changes;
                let lowered = tokens::map_group(&group, |inside| self.lower(inside));
                // The user's own has a span for each of its delimiters.
                if self.changes == before { group.into() } else { lowered.into() }
            }
            other => other,
        }
    }

    /// Lowers the arguments of a macro, which may place them into a generator of its own.
    fn lower_arguments(&mut self, token: &TokenTree, output: &Output) -> TokenTree {
        if output.ends_with_path_of("async_stream") || is_generator_block(token) {
            return token.clone();
        }
        let inside = match self.surroundings {
            Surroundings::Body | Surroundings::BodyArguments => Surroundings::BodyArguments,
            _ => Surroundings::Arguments,
        };
        // rustc has not parsed them.
        let outside = std::mem::replace(&mut self.rustc_rejects, false);
        let lowered = self.within(inside, |this| this.lower_group(token.clone()));
        self.rustc_rejects = outside;
        lowered
    }

    /// Lowers a keyword spelling at the start of `rest`, if there is one; returns what follows it.
    fn lower_keyword<'t>(
        &mut self,
        rest: &'t [TokenTree],
        output: &mut Output,
    ) -> Option<&'t [TokenTree]> {
        use Surroundings::{Function, Items};
        let TokenTree::Ident(first) = rest.first()? else { return None };
        match first.to_string().as_str() {
            "fn" if matches!(rest, [_, TokenTree::Ident(_), ..]) => self.function(rest, output),
            "async" => self.async_gen(rest, output).or_else(|| self.async_for(rest, output)),
            "await" => self.prefix_await(rest, output),
            "try" if self.surroundings == Surroundings::Body => self.try_block(rest, output),
            "yield" if matches!(self.surroundings, Function | Items) => {
                Some(self.misplaced_yield(rest, output))
            }
            "yield" if self.is_name(output) => Some(self.yield_as_name(rest, output)),
            "yield" if self.in_body() => Some(self.yield_keyword(rest, output)),
            "yield_" | LOCAL_MACRO if self.in_body() => self.yield_macro(rest, output),
            "yield_from" | "catch" | "finally" if self.in_body() => {
                self.macro_by_path(rest, output).or_else(|| self.block_without_bang(rest, output))
            }
            "for" if self.surroundings == Function => self.misplaced_for_await(rest, output),
            "for" if self.in_body() => self.for_await(rest, output),
            _ => None,
        }
    }

    /// `async gen { … }`, `async gen move { … }`, and what was meant to be one of them or an
    /// `async gen fn`.
    fn async_gen<'t>(
        &mut self,
        rest: &'t [TokenTree],
        output: &mut Output,
    ) -> Option<&'t [TokenTree]> {
        let [first, second, after @ ..] = rest else { return None };
        if !are_words(&[first, second], &["async", "gen"]) {
            return None;
        }
        match after {
            [TokenTree::Group(body), after @ ..] if is_block(body) => {
                output.extend(self.nested_block(second.span(), &rest[..3]));
                Some(after)
            }
            [capture, TokenTree::Group(body), after @ ..]
                if is_word(capture, "move") && is_block(body) =>
            {
                output.extend(self.nested_block(second.span(), &rest[..4]));
                Some(after)
            }
            after if !self.in_body() && begins_signature(after) => {
                self.missing_fn(first, second, after, output);
                Some(&[])
            }
            [name, TokenTree::Group(body), rest @ ..]
                if self.surroundings == Surroundings::Items
                    && lacks_a_block(after)
                    && is_block(body) =>
            {
                // Nothing can stand in its place both among items and as an expression.
                output.take_prefix();
                let help = "write `async gen fn name() -> Type { … }`; a block has no name";
                self.diagnostics.error(name, "expected `fn`", help);
                Some(rest)
            }
            after if lacks_a_block(after) => {
                let help = "a generator block is `async gen { … }` or `async gen move { … }`";
                self.diagnostics.error(quote!(#first #second), "`async gen` without a block", help);
                let operand = tokens::end_of_expression(after);
                let runtime = &self.runtime;
                output.extend(quote_spanned!(second.span()=> #runtime::__private::dummy_value()));
                Some(&after[operand..])
            }
            _ => None,
        }
    }

    /// A generator block, which rustc expands where it comes to stand.
    fn nested_block(&self, span: Span, block: &[TokenTree]) -> TokenStream {
        let runtime = &self.runtime;
        quote_spanned!(span=> #runtime::async_gen! { #(#block)* })
    }

    /// Reports `async gen f()`, and lowers it as `async gen fn f()`.
    fn missing_fn(
        &mut self,
        first: &TokenTree,
        second: &TokenTree,
        after: &[TokenTree],
        output: &mut Output,
    ) {
        self.diagnostics.error(&after[0], "expected `fn`", "write `async gen fn`");
        let fn_token = Ident::new("fn", second.span());
        let prefix = output.take_prefix();
        let function = self.lower(quote!(#(#prefix)* #first #second #fn_token #(#after)*));
        output.extend(function);
    }

    /// `yield x`.
    fn yield_keyword<'t>(&mut self, rest: &'t [TokenTree], output: &mut Output) -> &'t [TokenTree] {
        let Some((keyword, after)) = rest.split_first() else { return rest };
        self.rejected_keyword(keyword, "write `yield_!(…)`, or put the function into `async_gen!`");
        if let [second, operand @ ..] = after {
            if is_yield_from(second, operand) {
                output.extend(quote_spanned!(keyword.span()=> yield_from!()));
                let end = tokens::end_of_expression(operand);
                return &operand[end..];
            }
        }
        let end = yield_operand(keyword, after, output.in_condition());
        let item = self.lower_slice(&after[..end]);
        let mut arguments = Group::new(Delimiter::Parenthesis, item);
        // Where an unexpected end is reported.
        arguments.set_span(after[..end].last().unwrap_or(keyword).span());
        output.extend(self.yield_call((keyword.span(), keyword.span()), &arguments));
        &after[end..]
    }

    /// A macro of ours by the path of the runtime crate, which it loses. By any other path it is
    /// somebody else's.
    fn macro_by_path<'t>(
        &mut self,
        rest: &'t [TokenTree],
        output: &mut Output,
    ) -> Option<&'t [TokenTree]> {
        let [name, bang, ..] = rest else { return None };
        let has_path = output.last().is_some_and(|last| is_punct(last, ':'));
        if !has_path || !is_punct(bang, '!') || !output.drop_path_of(&self.runtime) {
            return None;
        }
        output.push(name.clone());
        Some(&rest[1..])
    }

    /// `yield_!(x)`, or what an outer generator has lowered it to.
    fn yield_macro<'t>(
        &mut self,
        rest: &'t [TokenTree],
        output: &mut Output,
    ) -> Option<&'t [TokenTree]> {
        let [name, bang, TokenTree::Group(group), after @ ..] = rest else {
            return self.local_macro_as_name(rest);
        };
        if !is_punct(bang, '!') {
            return self.local_macro_as_name(rest);
        }
        if !output.drop_path_of(&self.runtime) {
            return None;
        }
        let arguments = match is_word(name, LOCAL_MACRO) {
            true => item_of_local_call(group),
            false => Some(group.clone()),
        };
        // A call that an outer generator has numbered.
        let Some(arguments) = arguments else {
            output.extend(tokens::stream(&rest[..3]));
            return Some(after);
        };
        let mut lowered = Group::new(arguments.delimiter(), self.lower(arguments.stream()));
        lowered.set_span(arguments.span());
        output.extend(self.yield_call((name.span(), bang.span()), &lowered));
        Some(after)
    }

    /// `for await x in s` or `for await(close) x in g`
    fn for_await<'t>(
        &mut self,
        rest: &'t [TokenTree],
        output: &mut Output,
    ) -> Option<&'t [TokenTree]> {
        let [first, second, rest @ ..] = rest else { return None };
        if !is_word(second, "await") {
            return self.for_async(first, second, rest, output);
        }
        self.rejected_keyword(second, "write `#[for_await] for x in stream { … }`");
        let rest = self.without_bang(rest);
        let mut head = Output::default();
        let after_head = self.head_in_parentheses(rest, &mut head);
        if after_head.is_some() {
            let message = "unexpected parentheses around the head of a `for` loop";
            self.diagnostics.error(&rest[0], message, "write `for await x in stream { … }`");
        }
        let arguments = arguments_of_for_await(rest).filter(|_| after_head.is_none());
        output.insert_before_label(quote_spanned!(second.span()=> #[for_await #arguments]));
        output.push(first.clone());
        head.into_tokens().into_iter().for_each(|token| output.push(token));
        Some(after_head.unwrap_or_else(|| &rest[arguments.iter().count()..]))
    }

    /// Reports the name of the local macro where it is defined or imported by somebody else.
    fn local_macro_as_name<'t>(&mut self, rest: &'t [TokenTree]) -> Option<&'t [TokenTree]> {
        let name = rest.first().filter(|name| is_word(name, LOCAL_MACRO))?;
        let message = format!("`{LOCAL_MACRO}` is a name that `asyncgen` reserves");
        self.diagnostics.error(name, &message, "choose another name");
        None
    }

    /// A yield in the attribute's spelling. Among another macro's arguments it is a call of the
    /// macro that the surrounding `async` block defines: the innermost generator around the place
    /// where the yield comes to stand then owns it.
    fn yield_call(&self, (span, bang): (Span, Span), arguments: &Group) -> TokenStream {
        if self.surroundings == Surroundings::Body {
            let bang = quote_spanned!(bang=> !);
            return quote_spanned!(span=> yield_ #bang #arguments);
        }
        let name = Ident::new(LOCAL_MACRO, span);
        let item = arguments.stream();
        let keyword = Ident::new(LOCAL_YIELD, span);
        // Braces stay braces: as a statement, a call in them needs no `;`.
        let mut call = Group::new(arguments.delimiter(), quote_spanned!(span=> #keyword #item));
        call.set_span(span);
        quote_spanned!(span=> #name! #call)
    }

    /// A function, from its attributes to its body.
    fn function<'t>(
        &mut self,
        rest: &'t [TokenTree],
        output: &mut Output,
    ) -> Option<&'t [TokenTree]> {
        let is_generator = tokens::find_word(output.prefix(), "gen").is_some();
        let attribute = attribute_in(output.prefix()).filter(|_| self.resolves_attributes);
        let end = end_of_function(rest);
        if !is_generator && attribute.is_none() {
            return self.ordinary_function(rest, end, output);
        }
        let mut prefix = output.take_prefix();
        if let Some(gen_token) = take_word(&mut prefix, "gen") {
            self.require_async(&mut prefix, &gen_token);
        }
        let span = rest.get(1).map_or_else(Span::call_site, TokenTree::span);
        let (before, attribute, after) = match attribute {
            Some(it) => {
                let attribute = self.attribute(it.name.span(), Some(it.arguments));
                (&prefix[..it.at], attribute, &prefix[it.at + 2..])
            }
            None => (&prefix[..0], self.attribute(span, None), &prefix[..]),
        };
        output.extend(tokens::stream(before));
        output.extend(attribute);
        output.extend(tokens::stream(after));
        let (signature, body) = rest[..end].split_at(end - 1);
        output.extend(tokens::stream(signature));
        let body = self.within(Surroundings::Body, |this| this.lower_group(body[0].clone()));
        output.extend(body.into());
        Some(&rest[end..])
    }

    /// `#[path::async_generator(crate = path, arguments)]`
    fn attribute(&self, span: Span, arguments: Option<TokenStream>) -> TokenStream {
        let runtime = &self.runtime;
        let has_path = arguments.clone().is_some_and(has_crate_argument);
        let arguments = match (arguments, has_path) {
            (Some(arguments), true) => arguments,
            (arguments, _) => quote_spanned!(span=> crate = #runtime, #arguments),
        };
        quote_spanned!(span=> #[#runtime::async_generator(#arguments)])
    }

    fn require_async(&mut self, prefix: &mut Vec<TokenTree>, gen_token: &TokenTree) {
        if tokens::find_word(prefix, "async").is_none() {
            self.diagnostics.error(gen_token, "a `gen fn` must be `async`", "write `async gen fn`");
            prefix.push(Ident::new("async", gen_token.span()).into());
        }
    }

    /// An ordinary function. What yields in it is reported.
    fn ordinary_function<'t>(
        &mut self,
        rest: &'t [TokenTree],
        end: usize,
        output: &mut Output,
    ) -> Option<&'t [TokenTree]> {
        let may_hold_generators =
            matches!(self.surroundings, Surroundings::Items | Surroundings::Arguments);
        if !may_hold_generators {
            return None;
        }
        let function = tokens::stream(&rest[..end]);
        // Nightly's own coroutines may yield anywhere.
        if tokens::any_ident(function.clone(), &mut |word| word == "coroutine") {
            output.extend(function);
            return Some(&rest[end..]);
        }
        output.push(rest[0].clone());
        self.has_misplaced = false;
        let function = self.within(Surroundings::Function, |this| this.lower_slice(&rest[1..end]));
        let has_misplaced = std::mem::take(&mut self.has_misplaced);
        output.extend(if has_misplaced { misplaced::without_end(function) } else { function });
        Some(&rest[end..])
    }
}

/// Whether a macro's arguments are a whole generator block, as in `async_gen! { async gen { … } }`.
fn is_generator_block(arguments: &TokenTree) -> bool {
    let TokenTree::Group(arguments) = arguments else { return false };
    let tokens: Vec<TokenTree> = arguments.stream().into_iter().collect();
    let (words, block) = match &tokens[..] {
        [words @ .., TokenTree::Group(block)] => (words, block),
        _ => return false,
    };
    let is_keywords = match words {
        [first, second] => are_words(&[first, second], &["async", "gen"]),
        [first, second, third] => are_words(&[first, second, third], &["async", "gen", "move"]),
        _ => false,
    };
    is_keywords && is_block(block)
}

/// The operand in `(item operand)`, the arguments of a local macro's call, unless an outer
/// generator has numbered it.
fn item_of_local_call(arguments: &Group) -> Option<Group> {
    let item = hygiene::local_yield_item(&arguments.stream())?;
    Some(tokens::with_stream(arguments, item))
}

/// Whether there is a `crate = path` among the arguments of an attribute.
fn has_crate_argument(arguments: TokenStream) -> bool {
    let tokens: Vec<TokenTree> = arguments.into_iter().collect();
    tokens.first().is_some_and(|first| is_word(first, "crate"))
        || tokens::any_pair(&tokens, |comma, word| is_punct(comma, ',') && is_word(word, "crate"))
}

/// Takes the first token that is this word.
fn take_word(tokens: &mut Vec<TokenTree>, word: &str) -> Option<TokenTree> {
    let at = tokens::find_word(tokens, word)?;
    Some(tokens.remove(at))
}
