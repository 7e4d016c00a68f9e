//! Keywords as other languages place them, where rustc has not parsed the code before.

use proc_macro2::{Delimiter, Group, Ident, TokenTree};
use quote::{quote, quote_spanned};

use super::lowering::{Lowering, Surroundings};
use super::output::Output;
use crate::slips;
use crate::tokens::{self, is_one_of, is_punct, is_word};

impl Lowering<'_> {
    /// Reports the first keyword under the attribute that stable Rust rejects before it calls the
    /// attribute. rustc says so itself; what to write instead it does not know.
    pub(super) fn rejected_keyword(&mut self, keyword: &TokenTree, help: &str) {
        if std::mem::take(&mut self.rustc_rejects) {
            let word = if is_word(keyword, "await") { "for await" } else { "yield" };
            let message = format!("`{word}` is not yet part of stable Rust");
            self.diagnostics.error(keyword, &message, help);
        }
    }

    /// Python's `async for x in s { }`.
    ///
    /// ```text
    /// // Input:
    /// async for x in s { … }
    /// // Output:
    /// #[for_await] for x in s { … }
    /// ```
    pub(super) fn async_for<'t>(
        &mut self,
        rest: &'t [TokenTree],
        output: &mut Output,
    ) -> Option<&'t [TokenTree]> {
        let [first, second, rest @ ..] = rest else { return None };
        if !self.is_first_parser() || !is_word(second, "for") {
            return None;
        }
        self.taken_for_for_await(first, second, output);
        Some(rest)
    }

    /// Reports two words in the place of `for await`, one of which is `for`. The loop is marked
    /// where the other one is.
    fn taken_for_for_await(&mut self, first: &TokenTree, second: &TokenTree, output: &mut Output) {
        let message = format!("`{first} {second}` does not exist");
        let help = "write `for await x in stream`";
        self.diagnostics.error(quote!(#first #second), &message, help);
        let (for_token, other) =
            if is_word(first, "for") { (first, second) } else { (second, first) };
        output.insert_before_label(quote_spanned!(other.span()=> #[for_await]));
        output.push(for_token.clone());
    }

    /// `await x` as in other languages.
    ///
    /// ```text
    /// // Input:
    /// await f(x)
    /// // Output:
    /// f(x).await
    /// ```
    pub(super) fn prefix_await<'t>(
        &mut self,
        rest: &'t [TokenTree],
        output: &mut Output,
    ) -> Option<&'t [TokenTree]> {
        let (keyword, rest) = rest.split_first()?;
        match rest {
            // `await for x in s { }` as in Dart.
            [for_token, head @ ..] if self.is_first_parser() && is_word(for_token, "for") => {
                self.taken_for_for_await(keyword, for_token, output);
                return Some(self.head_in_parentheses(head, output).unwrap_or(head));
            }
            _ => {}
        }
        let is_postfix =
            output.last().is_some_and(|last| is_punct(last, '.') || is_word(last, "for"));
        let end = operand_of_await(rest);
        if !self.is_first_parser() || is_postfix || end == 0 {
            return None;
        }
        // `while await let Some(x) = s.next()` has its operand behind the pattern.
        let is_condition = is_word(&rest[0], "let");
        let help = "write it behind its operand: `future.await`";
        let mark = self.diagnostics.mark();
        self.diagnostics.error(keyword, "`await` is a postfix operator", help);
        if tokens::is_rustc() && self.surroundings == Surroundings::Body && !is_condition {
            // In the place of its value, the error keeps rustc from saying of a stream, which
            // habit awaits as well, that it is not a future.
            let error = self.diagnostics.since(mark);
            output.extend(quote_spanned!(keyword.span()=> ({ #error })));
            return Some(&rest[end..]);
        }
        let bang = usize::from(is_punct(&rest[0], '!'));
        let operand = self.lower_slice(&rest[bang..end]);
        output.extend(quote_spanned!(keyword.span()=> #operand.#keyword));
        Some(&rest[end..])
    }

    /// `for async x in s { }`
    pub(super) fn for_async<'t>(
        &mut self,
        for_token: &TokenTree,
        second: &TokenTree,
        rest: &'t [TokenTree],
        output: &mut Output,
    ) -> Option<&'t [TokenTree]> {
        if !self.is_first_parser() || !is_word(second, "async") {
            return None;
        }
        self.taken_for_for_await(for_token, second, output);
        Some(rest)
    }

    /// What follows a `for await`, without the `!` of a macro.
    pub(super) fn without_bang<'t>(&mut self, rest: &'t [TokenTree]) -> &'t [TokenTree] {
        match rest {
            [bang, next, ..]
                if self.is_first_parser() && is_punct(bang, '!') && !is_word(next, "in") =>
            {
                let help = "write `for await x in stream`, without a `!`";
                self.diagnostics.error(bang, "`for await` is no macro", help);
                &rest[1..]
            }
            _ => rest,
        }
    }

    /// `for await (x in s) { }`, or `(const x of s)` as in JavaScript.
    ///
    /// ```text
    /// // Input:
    /// (const x of s)
    /// // Output:
    /// x in s
    /// ```
    pub(super) fn head_in_parentheses<'t>(
        &mut self,
        rest: &'t [TokenTree],
        output: &mut Output,
    ) -> Option<&'t [TokenTree]> {
        // `(a, of)` may also be a pattern, with the stream behind it.
        let [TokenTree::Group(head), next, ..] = rest else { return None };
        let inside: Vec<TokenTree> = head.stream().into_iter().collect();
        let at = inside.iter().position(|token| is_one_of(token, &["in", "of"]))?;
        let is_head = tokens::is_brace(next) && head.delimiter() == Delimiter::Parenthesis;
        if !self.is_first_parser() || !is_head {
            return None;
        }
        let is_declaration =
            |token: &&TokenTree| is_one_of(token, &["const", "let", "var", "final"]);
        let skipped = inside[..at].iter().take_while(is_declaration).count();
        let (pat, stream) = (&inside[skipped..at], self.lower_slice(&inside[at + 1..]));
        let in_token = Ident::new("in", inside[at].span());
        output.extend(quote!(#(#pat)*));
        output.push(in_token.into());
        output.extend(stream);
        Some(&rest[1..])
    }

    /// Whether what comes next should be a name: `let yield = 1`.
    pub(super) fn is_name(&self, output: &Output) -> bool {
        self.is_first_parser() && output.last().is_some_and(|last| is_word(last, "let"))
    }

    /// The keyword where a name is expected, as rustc reports it.
    pub(super) fn yield_as_name<'t>(
        &mut self,
        rest: &'t [TokenTree],
        output: &mut Output,
    ) -> &'t [TokenTree] {
        let Some((keyword, rest)) = rest.split_first() else { return rest };
        let message = "expected identifier, found reserved keyword `yield`";
        self.diagnostics.error(keyword, message, "choose another name, or write `r#yield`");
        output.push(Ident::new_raw("yield", keyword.span()).into());
        rest
    }

    /// `catch { … }` and `finally { … }` without their `!`.
    pub(super) fn block_without_bang<'t>(
        &mut self,
        rest: &'t [TokenTree],
        output: &mut Output,
    ) -> Option<&'t [TokenTree]> {
        let [name, TokenTree::Group(block), rest @ ..] = rest else { return None };
        let begins = output.last().is_none_or(|last| {
            tokens::is_brace(last) || [';', '=', ','].iter().any(|it| is_punct(last, *it))
        });
        let is_block = block.delimiter() == Delimiter::Brace && !may_be_fields(block);
        if !self.is_first_parser() || !begins || !is_block || output.in_condition() {
            return None;
        }
        let message = format!("`{name}` is a macro");
        let help = format!("write `{name}! {{ … }}`, with a `!`");
        self.diagnostics.error(name, &message, &help);
        let block = tokens::map_group(block, |inside| self.lower(inside));
        output.extend(quote_spanned!(name.span()=> #name! #block));
        Some(rest)
    }

    /// `try { … }`, which stable Rust does not have, and `try { … } except E { … }` with all that
    /// belongs to it. The block alone may be nightly's.
    ///
    /// ```text
    /// // Input:
    /// try { a } except E { b }
    /// // Output:
    /// { a }
    /// // Input:
    /// let x = try { a };
    /// // Output:
    /// let x = catch! { a };
    /// ```
    pub(super) fn try_block<'t>(
        &mut self,
        rest: &'t [TokenTree],
        output: &mut Output,
    ) -> Option<&'t [TokenTree]> {
        let [keyword, TokenTree::Group(block), after @ ..] = rest else { return None };
        let is_part = output.last().is_some_and(|last| is_punct(last, '.') || is_punct(last, ':'));
        let handlers = end_of_handlers(after);
        let is_known = match handlers {
            0 => tokens::is_stable(),
            // rustc has reported any other one, or takes it for a value with fields.
            _ => self.is_first_parser() || is_like_value(after),
        };
        if is_part || block.delimiter() != Delimiter::Brace || !is_known {
            return None;
        }
        let mark = self.diagnostics.mark();
        self.report_try(keyword, &after[..handlers]);
        if tokens::is_rustc() && tokens::any_punct(block.stream(), '?') {
            // In the place of the block, the error keeps rustc from checking its `?`.
            let error = self.diagnostics.since(mark);
            output.extend(quote_spanned!(keyword.span()=> ({ #error })));
            let semicolon = (handlers > 0).then(|| quote_spanned!(keyword.span()=> ;));
            output.extend(semicolon.unwrap_or_default());
            return Some(&after[handlers..]);
        }
        let block = tokens::map_group(block, |inside| self.lower(inside));
        let catch = (handlers == 0).then(|| quote_spanned!(keyword.span()=> catch!));
        output.extend(quote!(#catch #block));
        Some(&after[handlers..])
    }

    fn report_try(&mut self, keyword: &TokenTree, handlers: &[TokenTree]) {
        let (message, help) = match handlers.first() {
            None => (
                "`try` blocks are not yet part of stable Rust".to_owned(),
                "write `catch! { … }`, which evaluates to a `Result`",
            ),
            Some(first) => (
                format!("`try` with `{first}` does not exist"),
                match handlers.iter().any(|it| is_one_of(it, &["catch", "except"])) {
                    true => slips::CATCH,
                    false => "write `finally! { … }` before what it guards",
                },
            ),
        };
        self.diagnostics.error(keyword, &message, help);
    }

    /// `#[for_await]` with a slip of the pen, or on what is no loop.
    pub(super) fn attribute_of_loop<'t>(
        &mut self,
        rest: &'t [TokenTree],
        output: &mut Output,
    ) -> Option<&'t [TokenTree]> {
        const OTHERS: [&str; 5] = ["if", "let", "match", "yield", "yield_"];
        let [hash, TokenTree::Group(attribute), rest @ ..] = rest else { return None };
        let is_outside = self.surroundings != Surroundings::Body || !is_punct(hash, '#');
        if is_outside || attribute.delimiter() != Delimiter::Bracket {
            return None;
        }
        let name = attribute.stream().into_iter().next()?;
        let is_alone = attribute.stream().into_iter().nth(1).is_none();
        let next = rest.first()?;
        if is_word(&name, "for_await") {
            let help = "write `#[for_await] for x in stream { … }`, or remove it";
            let is_other = is_one_of(next, &OTHERS) || tokens::is_brace(next);
            if is_other {
                let attribute = quote!(#hash #attribute);
                let message = "`#[for_await]` is for a `for` loop";
                self.diagnostics.error(attribute, message, help);
            }
            return is_other.then_some(rest);
        }
        // rustc itself rejects the keyword there.
        let is_keyword = self.is_first_parser() && is_word(&name, "await");
        let is_meant = is_keyword || is_like_for_await(&name);
        if !is_alone || !is_meant || !is_word(next, "for") {
            return None;
        }
        let message = format!("cannot find attribute `{name}` in this scope");
        self.diagnostics.error(&name, &message, "did you mean `#[for_await]`?");
        output.extend(quote_spanned!(name.span()=> #[for_await]));
        Some(rest)
    }

    /// Whether rustc has not parsed this code, so that nobody else reports a mistake in it.
    fn is_first_parser(&self) -> bool {
        self.resolves_attributes && self.in_body()
    }
}

/// How many tokens are the operand of an `await` before them: `f(x)`, the old `!(f(x))`, or
/// `let Some(x) = f()`.
fn operand_of_await(rest: &[TokenTree]) -> usize {
    let is_operand = |token: &TokenTree| match token {
        TokenTree::Punct(punct) => matches!(punct.as_char(), '.' | ':'),
        TokenTree::Group(group) => group.delimiter() != Delimiter::Brace,
        _ => true,
    };
    let end = |is_part: &dyn Fn(&TokenTree) -> bool| {
        rest.iter().position(|token| !is_part(token)).unwrap_or(rest.len())
    };
    match rest {
        [bang, TokenTree::Group(_), ..] if is_punct(bang, '!') => 2,
        [first, ..] if is_word(first, "let") => end(&|token| !tokens::is_brace(token)),
        _ => end(&is_operand),
    }
}

/// What follows the block of a `try` in other languages.
const HANDLERS: [&str; 3] = ["catch", "except", "finally"];

/// Whether this is `except { }`, or the like, with nothing in it but what may be fields.
fn is_like_value(after: &[TokenTree]) -> bool {
    match after {
        [word, TokenTree::Group(block), ..] => {
            is_one_of(word, &HANDLERS)
                && block.delimiter() == Delimiter::Brace
                && may_be_fields(block)
        }
        _ => false,
    }
}

/// Where what follows the block of a `try` ends: `except E as e { … } finally { … }`.
fn end_of_handlers(after: &[TokenTree]) -> usize {
    match after {
        [word, rest @ ..] if is_one_of(word, &HANDLERS) => {
            let block = rest.iter().position(tokens::is_brace);
            let is_macro = rest.first().is_some_and(|next| is_punct(next, '!'));
            let is_statement =
                rest[..block.unwrap_or(0)].iter().any(|it| is_punct(it, ';') || is_punct(it, '='));
            match block {
                Some(at) if !is_macro && !is_statement => 2 + at + end_of_handlers(&rest[at + 1..]),
                _ => 0,
            }
        }
        _ => 0,
    }
}

/// Whether a name is `for_await` with a slip of the pen.
fn is_like_for_await(name: &TokenTree) -> bool {
    match name {
        TokenTree::Ident(name) => tokens::distance(&name.to_string(), "for_await") <= 2,
        _ => false,
    }
}

/// Whether braces may hold the fields of a value whose type has the name of a macro of ours.
fn may_be_fields(braces: &Group) -> bool {
    let inside: Vec<TokenTree> = braces.stream().into_iter().take(3).collect();
    match &inside[..] {
        [] | [TokenTree::Ident(_)] => true,
        [first, ..] if is_punct(first, '.') || is_punct(first, '#') => true,
        [TokenTree::Ident(_), next, ..] if is_punct(next, ',') => true,
        [TokenTree::Ident(_), colon, after] => is_punct(colon, ':') && !is_punct(after, ':'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;

    use super::Lowering;
    use crate::diagnostics::Diagnostics;

    /// The lowered code without white space, and the errors.
    fn lowered(code: &str) -> (String, String) {
        let mut diagnostics = Diagnostics::default();
        let tokens: TokenStream = code.parse().expect("tokens");
        let lowered =
            Lowering::of_body(quote!(asyncgen), &mut diagnostics, true).lower(tokens).to_string();
        (lowered.split_whitespace().collect(), diagnostics.into_items().to_string())
    }

    #[test]
    fn are_taken_for_what_was_meant() {
        for (code, expected, message) in [
            ("for await (x in s) {}", "#[for_await]forxins{}", "unexpected parentheses"),
            ("for await (const x of s) {}", "#[for_await]forxins{}", "unexpected parentheses"),
            ("await for (var x in s) {}", "#[for_await]forxins{}", "`await for` does not exist"),
            ("for await! x in s {}", "#[for_await]forxins{}", "`for await` is no macro"),
            ("await!(f(x));", "(f(x)).await;", "`await` is a postfix operator"),
            ("await f(x)?;", "f(x).await?;", "`await` is a postfix operator"),
            (
                "while await let Some(x) = s.next() {}",
                "whileletSome(x)=s.next().await{}",
                "`await` is a postfix operator",
            ),
            ("await for x in s {}", "#[for_await]forxins{}", "`await for` does not exist"),
            ("'a: for async x in s {}", "#[for_await]'a:forxins{}", "`for async` does not exist"),
            ("let yield = 1;", "letr#yield=1;", "found reserved keyword `yield`"),
            ("catch { a.b(); }", "catch!{a.b();}", "`catch` is a macro"),
            ("let a = catch { b::c() };", "leta=catch!{b::c()};", "`catch` is a macro"),
            ("{ } finally { a(); }", "{}finally!{a();}", "`finally` is a macro"),
            ("#[for_awiat] for x in s {}", "#[for_await]forxins{}", "attribute `for_awiat`"),
            ("#[await] for x in s {}", "#[for_await]forxins{}", "attribute `await`"),
            ("#[for_await] let x = 1;", "letx=1;", "is for a `for` loop"),
            ("try { a } except E as e { b } c", "{a}c", "`try` with `except` does not exist"),
            ("try { a } catch (e) { b }", "{a}", "`try` with `catch` does not exist"),
            ("try { a } finally { b }", "{a}", "write `finally! { … }` before"),
        ] {
            let (seen, errors) = lowered(code);
            assert_eq!(seen, expected, "{code}");
            assert!(errors.contains(message), "{code}: {errors}");
        }
    }

    #[test]
    fn are_told_from_what_is_written_likewise() {
        for code in [
            "for await (a, of) in s {}",
            "for await(close) of in g {}",
            "let a = &mut yield 1;",
            "let a = 0..yield 1;",
            "let a = catch { b: 1 };",
            "let a = catch { b, c };",
            "let a = catch { ..b };",
            "let a = finally {};",
            "match catch { a => b() }",
            "if a == finally { b(); }",
            "struct finally { a: u8 }",
            "#[for_await] 'a: for x in s {}",
            "#[for_await] #[b] for x in s {}",
            "#[for_each] for x in s {}",
            "#[for_awiat(a)] for x in s {}",
            "#[for_awiat] if a {}",
            "f(catch { b })",
            "a.try { b }",
            "a::try { b }",
            "try!(a)",
            "m!(try { a })",
            "m!(try { a } except { b })",
            "m!(#[b] try { a }, || try { a })",
        ] {
            assert_eq!(lowered(code).1, "", "{code}");
        }
    }

    /// rustc stops at the first one, so that a second one would be reported by us alone.
    #[test]
    fn the_first_keyword_that_rustc_rejects_is_reported() {
        for (code, message) in [
            ("yield 1; yield 2;", "`yield` is not yet part of stable Rust"),
            ("for await x in s { yield x; }", "`for await` is not yet part of stable Rust"),
            ("f(yield); for await x in s {}", "`yield` is not yet part of stable Rust"),
        ] {
            for rejects in [true, false] {
                let mut diagnostics = Diagnostics::default();
                let mut lowering = Lowering::of_body(quote!(asyncgen), &mut diagnostics, false);
                lowering.rustc_rejects = rejects;
                let tokens: TokenStream = code.parse().expect("tokens");
                lowering.lower(tokens);
                assert_eq!(diagnostics.mark(), usize::from(rejects), "{code}");
                let errors = diagnostics.into_items().to_string();
                assert_eq!(errors.contains(message), rejects, "{code}: {errors}");
            }
        }
    }
}
