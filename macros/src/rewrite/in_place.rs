//! A loop at the end of a body over a variable that is named nowhere else: the generator's
//! argument, or what a block moves in.
//!
//! Its stream stays where the body has captured it, under a name that nobody else can write. In a
//! variable of the loop it would have a second place, and it would go through the stack when the
//! generator starts. Nothing is dropped in another order: the body ends with the loop, and there is
//! no older variable that has a destructor.

use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Attribute, Expr, ExprForLoop, Local, LocalInit, Meta, Pat, Stmt};

use crate::emit::params::Taken;
use crate::{attributes, operand, tokens};

/// The variable that the last statement goes over, if that may stay where it is.
///
/// ```text
/// let mut n = 0;
/// #[for_await] for x in inner { … }
/// ```
pub(super) fn variable(stmts: &[Stmt]) -> Option<Taken> {
    let (Stmt::Expr(Expr::ForLoop(last), _), before) = stmts.split_last()? else { return None };
    let variable = operand::variable(&last.expr)?;
    let is_plain = variable != "self" && is_plain_loop(last) && before.iter().all(is_number);
    let mut mentions = [(variable.unraw().to_string(), 0)];
    if is_plain {
        for stmt in stmts {
            tokens::count_mentions(stmt.to_token_stream(), &mut mentions);
        }
    }
    let declared_at = last.for_token.span;
    (mentions[0].1 == 1).then(|| Taken { variable: variable.clone(), declared_at })
}

/// Whether this is `#[for_await] for`, without an argument or another attribute.
fn is_plain_loop(it: &ExprForLoop) -> bool {
    let is_plain =
        |attr: &Attribute| attributes::marks_for_await(attr) && matches!(attr.meta, Meta::Path(_));
    matches!(&it.attrs[..], [attr] if is_plain(attr))
}

/// Whether this declares a variable without a destructor, for certain.
fn is_number(stmt: &Stmt) -> bool {
    let Stmt::Local(Local { attrs, pat: Pat::Ident(_), init: Some(init), .. }) = stmt else {
        return false;
    };
    let LocalInit { expr, diverge: None, .. } = init else { return false };
    attrs.is_empty() && matches!(&**expr, Expr::Lit(_))
}

#[cfg(test)]
mod tests {
    use syn::Block;

    use super::variable;

    #[test]
    fn is_named_once_at_the_end() {
        for (code, expected) in [
            ("{ #[for_await] for x in inner { a; } }", true),
            ("{ let mut n = 0; let a = \"a\"; #[for_await] for x in inner { n += 1; } }", true),
            ("{ #[for_await] 'a: for x in inner { break 'a; } }", true),
            ("{ let n = f(); #[for_await] for x in inner { a; } }", false),
            ("{ f(); #[for_await] for x in inner { a; } }", false),
            ("{ #[for_await] for x in inner { a; } f(); }", false),
            ("{ #[for_await] for x in inner { f(inner); } }", false),
            ("{ #[for_await] for x in inner { f(\"{inner}\"); } }", false),
            ("{ #[for_await(close)] for x in inner { a; } }", false),
            ("{ #[cfg(a)] #[for_await] for x in inner { a; } }", false),
            ("{ #[for_await] for x in &mut inner { a; } }", false),
            ("{ #[for_await] for x in f(inner) { a; } }", false),
            ("{ #[for_await] for x in self { a; } }", false),
            ("{ for x in inner { a; } }", false),
        ] {
            let block: Block = syn::parse_str(code).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(variable(&block.stmts).is_some(), expected, "{code}");
        }
    }
}
