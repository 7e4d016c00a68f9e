//! Completes half-typed code, so that the rest of it can be expanded beside the error.
//!
//! An editor asks for completions while a line is unfinished. It then compares the expansion of the
//! code as it is with the expansion of the code as it would be with a name at the cursor. Both must
//! be the same up to the cursor, so only what follows it is added.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};

use crate::hygiene;
use crate::tokens::{self, is_one_of, is_punct};

/// Code that may be statements, with what it lacks. Nothing if it lacks nothing that is known here,
/// and for rustc: it would report what is added beside the error.
///
/// ```text
/// // Input:
/// let user = page.
/// yield_!(user);
/// // Output:
/// let user = page.asyncgen_unfinished_statement(); yield_!(user);
/// ```
pub(crate) fn completed(code: &TokenStream, part: Part) -> Option<TokenStream> {
    if tokens::is_rustc() {
        return None;
    }
    let mut repair = Repair { part, output: Vec::new(), is_changed: false, statement: 0 };
    let code: Vec<TokenTree> = code.clone().into_iter().collect();
    for (at, token) in code.iter().enumerate() {
        repair.push(token, &code[at + 1..]);
    }
    repair.end();
    repair.is_changed.then(|| repair.output.into_iter().collect())
}

/// What half-typed code is part of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Statements,
    /// One expression, or a list of them.
    Expressions,
}

struct Repair {
    part: Part,
    output: Vec<TokenTree>,
    is_changed: bool,
    /// Where the current statement begins in the output.
    statement: usize,
}

impl Repair {
    fn push(&mut self, token: &TokenTree, after: &[TokenTree]) {
        self.end_operator(Some(token));
        if self.lacks_semicolon(token, after) {
            self.end_statement();
        }
        let ends = match token {
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        };
        let inside = self.inside(token);
        self.output.push(inside);
        if is_punct(token, '.') && !self.ends_with("..") && !continues_dot(after) {
            self.add_call(token.span());
        }
        if ends {
            self.statement = self.output.len();
        }
    }

    /// The same for what is inside a group.
    fn inside(&mut self, token: &TokenTree) -> TokenTree {
        let TokenTree::Group(group) = token else { return token.clone() };
        let part = match group.delimiter() {
            Delimiter::Brace => Part::Statements,
            _ => Part::Expressions,
        };
        match completed(&group.stream(), part) {
            Some(stream) => {
                self.is_changed = true;
                tokens::with_stream(group, stream).into()
            }
            None => token.clone(),
        }
    }

    /// Adds the operand that an `=` or a list lacks.
    fn end_operator(&mut self, next: Option<&TokenTree>) {
        let ends = next.is_none_or(tokens::ends_expression);
        let lacks_operand = match self.output.last() {
            None => next.is_some_and(|next| is_punct(next, ',')),
            Some(TokenTree::Punct(last)) => match last.as_char() {
                ',' => next.is_some_and(|next| is_punct(next, ',')),
                '=' => ends && !self.ends_with("..="),
                _ => false,
            },
            Some(_) => false,
        };
        if lacks_operand {
            let span = self.output.last().map_or_else(Span::call_site, TokenTree::span);
            self.output.push(Group::new(Delimiter::Parenthesis, TokenStream::new()).into());
            self.output.push(Punct::new('.', Spacing::Alone).into());
            self.add_call(span);
        }
    }

    /// Adds the rest of a method call after a dot. In a statement nothing else would tell its type.
    fn add_call(&mut self, span: Span) {
        self.is_changed = true;
        let statement = &self.output[self.statement..];
        let is_yielded = tokens::find_word(statement, "yield").is_some();
        let is_statement = self.part == Part::Statements && !self.is_head() && !is_yielded;
        let method = match is_statement {
            true => "asyncgen_unfinished_statement",
            false => "asyncgen_unfinished",
        };
        self.output.push(Ident::new(method, hygiene::ours(span)).into());
        self.output.push(Group::new(Delimiter::Parenthesis, TokenStream::new()).into());
    }

    /// Whether a new statement begins with this token, and the last one has no end.
    fn lacks_semicolon(&self, token: &TokenTree, after: &[TokenTree]) -> bool {
        let statement = &self.output[self.statement..];
        let Some((last, before)) = statement.split_last() else { return false };
        if !ends_operand(last, before.last()) {
            return false;
        }
        match token {
            TokenTree::Ident(_) if is_one_of(token, CONTINUING) => false,
            TokenTree::Ident(word) if word == "if" => !is_guard(after),
            TokenTree::Ident(word) if word == "for" => {
                ["impl", "where"].iter().all(|it| tokens::find_word(statement, it).is_none())
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => true,
            TokenTree::Punct(punct) => matches!(punct.as_char(), '#' | '\''),
            TokenTree::Group(_) => false,
        }
    }

    /// Adds a `;`, or the block that an `if` or a loop lacks.
    fn end_statement(&mut self) {
        self.is_changed = true;
        if !self.end_head() {
            self.output.push(Punct::new(';', Spacing::Alone).into());
        }
        self.statement = self.output.len();
    }

    /// Adds the block that an `if` or a loop lacks.
    fn end_head(&mut self) -> bool {
        let is_head = self.is_head();
        if is_head {
            self.output.push(Group::new(Delimiter::Brace, TokenStream::new()).into());
        }
        is_head
    }

    /// Whether the statement so far is what stands before the block of an `if` or a loop.
    fn is_head(&self) -> bool {
        let first = self.output.get(self.statement);
        first.is_some_and(|it| is_one_of(it, &["if", "while", "match", "for"]))
    }

    /// Ends what the end of the code cuts off.
    fn end(&mut self) {
        self.end_operator(None);
        let is_let = self.output.get(self.statement).is_some_and(|it| tokens::is_word(it, "let"));
        if is_let || self.is_head() {
            self.end_statement();
        }
    }

    /// Whether the output ends with these characters.
    fn ends_with(&self, characters: &str) -> bool {
        let mut output = self.output.iter().rev();
        characters
            .chars()
            .rev()
            .all(|character| output.next().is_some_and(|token| is_punct(token, character)))
    }
}

/// Words that go on an expression or a type.
const CONTINUING: &[&str] = &["as", "in", "else", "where", "await"];

/// Words that are not operands.
const KEYWORDS: &[&str] = &[
    "as",
    "async",
    "auto",
    "await",
    "box",
    "break",
    "const",
    "continue",
    "default",
    "dyn",
    "else",
    "enum",
    "extern",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro_rules",
    "match",
    "mod",
    "move",
    "mut",
    "pub",
    "raw",
    "ref",
    "return",
    "safe",
    "static",
    "struct",
    "trait",
    "try",
    "type",
    "union",
    "unsafe",
    "use",
    "where",
    "while",
    "yield",
];

/// Whether tokens behind a dot go on with a field, a method or a range.
fn continues_dot(after: &[TokenTree]) -> bool {
    match after {
        [TokenTree::Ident(_), bang, TokenTree::Group(_), ..] if is_punct(bang, '!') => false,
        [word @ TokenTree::Ident(_), ..] => {
            tokens::is_word(word, "await") || !is_one_of(word, KEYWORDS)
        }
        [TokenTree::Literal(_), ..] => true,
        [next, ..] => is_punct(next, '.') || is_punct(next, '$'),
        [] => false,
    }
}

/// Whether an expression may end with this token.
fn ends_operand(last: &TokenTree, before: Option<&TokenTree>) -> bool {
    let follows = |word| before.is_some_and(|before| tokens::is_word(before, word));
    match last {
        TokenTree::Ident(_) => {
            let is_label = before.is_some_and(|before| is_punct(before, '\''));
            let is_await =
                tokens::is_word(last, "await") && before.is_some_and(|it| is_punct(it, '.'));
            is_await || !is_label && !is_one_of(last, KEYWORDS)
        }
        TokenTree::Literal(_) => !follows("extern"),
        TokenTree::Punct(punct) => punct.as_char() == '?',
        TokenTree::Group(group) => match group.delimiter() {
            Delimiter::Brace | Delimiter::None => false,
            Delimiter::Bracket => !before.is_some_and(|it| is_punct(it, '#') || is_punct(it, '!')),
            Delimiter::Parenthesis => !follows("pub"),
        },
    }
}

/// Whether an `if` before these tokens is the guard of a `match`'s arm.
fn is_guard(after: &[TokenTree]) -> bool {
    let head = after.iter().position(tokens::is_brace).unwrap_or(after.len());
    tokens::any_pair(&after[..head], |one, next| is_punct(one, '=') && is_punct(next, '>'))
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;

    use super::{Part, completed};

    /// The completed code without white space, with a short name for each call that is added.
    fn repaired(code: &str, part: Part) -> Option<String> {
        let tokens: TokenStream = code.parse().unwrap_or_else(|error| panic!("{code}: {error}"));
        let text = completed(&tokens, part)?.to_string();
        let text: String = text.split_whitespace().collect();
        Some(
            text.replace("asyncgen_unfinished_statement()", "S")
                .replace("asyncgen_unfinished()", "E"),
        )
    }

    #[track_caller]
    fn assert_repaired(part: Part, rows: &[(&str, Option<&str>)]) {
        for (code, expected) in rows {
            let expected = expected.map(|it| it.split_whitespace().collect::<String>());
            assert_eq!(repaired(code, part), expected, "{code}");
        }
    }

    #[test]
    fn a_dot_at_the_end_is_a_call() {
        assert_repaired(
            Part::Statements,
            &[
                ("a.", Some("a.S")),
                ("let a = b.", Some("let a = b.S;")),
                ("let a = b. yield_!(a);", Some("let a = b.S; yield_!(a);")),
                ("let a = b. let c = d;", Some("let a = b.S; let c = d;")),
                ("f(a.)", Some("f(a.E)")),
                ("f({ let a = b. })", Some("f({ let a = b.S; })")),
                ("if a.", Some("if a.E {}")),
                ("yield a.;", Some("yield a.E;")),
                ("a.b; c.", Some("a.b; c.S")),
                ("a.b", None),
                ("a.await", None),
                ("a.0", None),
                ("a.b - (c)", None),
                ("a.$b", None),
                ("0..", None),
                ("let a = ..; b", None),
            ],
        );
        assert_repaired(Part::Expressions, &[("a.", Some("a.E")), ("a, b., c", Some("a, b.E, c"))]);
    }

    #[test]
    fn an_operand_that_is_missing_is_a_call() {
        assert_repaired(
            Part::Statements,
            &[
                ("let a = ; b", Some("let a = ().S; b")),
                ("let a =", Some("let a = ().S;")),
                ("f(, a)", Some("f(().E, a)")),
                ("f(a, , b)", Some("f(a, ().E, b)")),
                ("f(a,)", None),
                ("let a = ..=;", None),
                ("let a = b;", None),
            ],
        );
    }

    #[test]
    fn a_statement_without_an_end_has_one() {
        assert_repaired(
            Part::Statements,
            &[
                ("let a = b c", Some("let a = b; c")),
                ("let a = 1 b", Some("let a = 1; b")),
                ("f() g", Some("f(); g")),
                ("a[b] c", Some("a[b]; c")),
                ("a? b", Some("a?; b")),
                ("a 'b: loop {}", Some("a; 'b: loop {}")),
                ("a #[b] c", Some("a; #[b] c")),
                ("if a b", Some("if a {} b")),
                ("a if b {}", Some("a; if b {}")),
                ("a if b == c {}", Some("a; if b == c {}")),
                ("a b => c", Some("a; b => c")),
                ("let a: impl B = c d", Some("let a: impl B = c; d")),
                ("a for b in c {}", Some("a; for b in c {}")),
                ("a if b => c", None),
                ("a as b", None),
                ("a in b", None),
                ("impl A for B {}", None),
                ("fn f<T>(a: T) where T: A, U: B {}", None),
                ("loop {} a", None),
                ("break 'a", None),
                ("break 'a b", None),
                ("return a", None),
                ("a.await?", None),
                ("#[a] b", None),
                ("extern \"C\" fn f() {}", None),
                ("pub(crate) fn f() {}", None),
                ("a![b] c", None),
            ],
        );
    }
}
