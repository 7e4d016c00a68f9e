//! Operands of generated code, without the parentheses and with other braces than the user's.
//!
//! In the user's code these are needed, as in `(&mut future).await`; in a call or a `let` of ours
//! they are not, and rustc would warn of them, with a suggestion that breaks the user's code.
//! Also what an operand is made of, where an expansion depends on it.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Block, Expr, Stmt, Token, token};

use crate::tokens;

/// The expression inside parentheses; a block of one expression with other braces, or behind a `;`,
/// because around one expression rustc takes the user's braces for superfluous.
///
/// ```text
/// // Input:
/// (a), { f(a) }, { f(&g()) }
/// // Output: other braces are of another edition, where the temporary may drop earlier.
/// a, { f(a) }, { ; f(&g()) }
/// ```
pub(crate) fn unwrapped(expr: Expr, resolve: fn(Span) -> Span) -> Expr {
    match expr {
        Expr::Paren(it) if it.attrs.is_empty() => unwrapped(*it.expr, resolve),
        Expr::Block(mut it) if it.label.is_none() => {
            match &it.block.stmts[..] {
                [Stmt::Expr(value, None)] if !has_no_temporaries(value) => {
                    let semi = Token![;](resolve(it.block.brace_token.span.open()));
                    let empty = Stmt::Expr(Expr::Verbatim(TokenStream::new()), Some(semi));
                    it.block.stmts.insert(0, empty);
                }
                [] | [_] => set_braces(&mut it.block, resolve),
                _ => {}
            }
            Expr::Block(it)
        }
        other => other,
    }
}

/// The value of a block that is nothing else, with or without such a `;`.
pub(crate) fn only_value(block: &Block) -> Option<&Expr> {
    match &block.stmts[..] {
        [Stmt::Expr(value, None)] => Some(value),
        [Stmt::Expr(Expr::Verbatim(empty), Some(_)), Stmt::Expr(value, None)]
            if empty.is_empty() =>
        {
            Some(value)
        }
        _ => None,
    }
}

/// Replaces the braces of a block.
pub(crate) fn set_braces(block: &mut Block, resolve: fn(Span) -> Span) {
    block.brace_token = token::Brace(resolve(block.brace_token.span.join()));
}

/// Where an expression ends. Of a call that is the parenthesis: a group of syn's has one span for
/// both of its delimiters.
pub(crate) fn end(expr: &Expr) -> Span {
    match expr {
        Expr::Call(it) => it.paren_token.span.close(),
        Expr::MethodCall(it) => it.paren_token.span.close(),
        Expr::Macro(it) => it.mac.delimiter.span().close(),
        other => tokens::ends(other.to_token_stream()).1,
    }
}

/// Whether the value holds no reference to a temporary of the expression, as far as can be seen:
/// a variable, or a call whose arguments are such values, or consist of them.
pub(crate) fn has_no_temporaries(expr: &Expr) -> bool {
    match expr {
        Expr::Path(_) | Expr::Lit(_) => true,
        Expr::Call(it) => has_no_temporaries(&it.func) && it.args.iter().all(has_no_temporaries),
        Expr::MethodCall(it) => is_place(&it.receiver) && it.args.iter().all(has_no_temporaries),
        Expr::Reference(it) => is_place(&it.expr),
        Expr::Array(it) => it.elems.iter().all(has_no_temporaries),
        Expr::Tuple(it) => it.elems.iter().all(has_no_temporaries),
        Expr::Repeat(it) => has_no_temporaries(&it.expr),
        Expr::Cast(it) => has_no_temporaries(&it.expr),
        other => is_place(other),
    }
}

/// Whether the value is a reference to a variable, or to a field of one.
pub(crate) fn is_borrowed(expr: &Expr) -> bool {
    matches!(expr, Expr::Reference(it) if is_place(&it.expr))
}

/// Whether this is a variable, or a field of one. A reference to a constant is one to a temporary.
fn is_place(expr: &Expr) -> bool {
    match expr {
        Expr::Field(it) => is_place(&it.base),
        other => variable(other).is_some(),
    }
}

/// The variable that this is, to judge by how its name is written.
pub(crate) fn variable(expr: &Expr) -> Option<&Ident> {
    let Expr::Path(it) = expr else { return None };
    let name = it.path.get_ident()?;
    let begins_small = name.unraw().to_string().chars().next().is_some_and(|it| !it.is_uppercase());
    (it.attrs.is_empty() && begins_small).then_some(name)
}

/// The tokens inside parentheses, if there is nothing else.
pub(crate) fn without_parentheses(tokens: TokenStream) -> TokenStream {
    let mut inside = tokens.clone().into_iter();
    match (inside.next(), inside.next()) {
        (Some(TokenTree::Group(group)), None) if group.delimiter() == Delimiter::Parenthesis => {
            group.stream()
        }
        _ => tokens,
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Span, TokenStream};
    use quote::ToTokens;
    use syn::Expr;

    use super::{has_no_temporaries, unwrapped, without_parentheses};

    fn parsed(code: &str) -> Expr {
        syn::parse_str(code).unwrap_or_else(|error| panic!("{code}: {error}"))
    }

    /// What becomes of an operand, and whether braces of ours are around it.
    fn seen(code: &str) -> (String, bool) {
        let expr = unwrapped(parsed(code), |_| Span::call_site());
        let has_our_braces = match &expr {
            Expr::Block(it) => it.block.brace_token.span.join().byte_range().is_empty(),
            _ => false,
        };
        (expr.into_token_stream().to_string(), has_our_braces)
    }

    #[test]
    fn loses_parentheses_and_the_braces_of_one_expression() {
        for (code, becomes, has_our_braces) in [
            ("a", "a", false),
            ("(a)", "a", false),
            ("((a + b))", "a + b", false),
            ("#[x] (a)", "#[x] (a)", false),
            ("{ a }", "{ a }", true),
            ("{ a + b }", "{ ; a + b }", false),
            ("{ ; a + b }", "{ ; a + b }", false),
            ("({})", "{}", true),
            ("{ a; b }", "{ a; b }", false),
            ("{ a; b; c }", "{ a; b; c }", false),
            ("'l: { a }", "'l: { a }", false),
        ] {
            let becomes = parsed(becomes).into_token_stream().to_string();
            assert_eq!(seen(code), (becomes, has_our_braces), "{code}");
        }
    }

    #[test]
    fn has_temporaries_where_it_may_refer_to_them() {
        for code in [
            "s",
            "f()",
            "a::f::<T>(1, x, g(y))",
            "&mut s",
            "self.s",
            "s.all(1)",
            "f(&s.t)",
            "f([0; 8], (x, g()), [1 as u8])",
        ] {
            assert!(has_no_temporaries(&parsed(code)), "{code}");
        }
        for code in [
            "&mut f()",
            "f().all()",
            "f(&g())",
            "s.all(&g())",
            "&NAMES",
            "f()?",
            "m!()",
            "f((&g(),))",
        ] {
            assert!(!has_no_temporaries(&parsed(code)), "{code}");
        }
    }

    #[test]
    fn of_tokens_loses_parentheses_that_stand_alone() {
        for (code, inside) in [("(a)", "a"), ("[a]", "[a]"), ("(a) b", "(a) b"), ("a", "a")] {
            let code: TokenStream = code.parse().expect("tokens");
            assert_eq!(without_parentheses(code).to_string(), inside);
        }
    }
}
