//! The macro that each `async` block of the expansion defines for the calls that stand among the
//! arguments of other macros.
//!
//! A macro can take its arguments apart token by token, and a proc macro can take the hygiene of a
//! token that it finds there. With either it could reach the handle and use it where that would be
//! unsound. So another macro is shown only a call of the local macro, in the user's own hygiene,
//! and no macro can look into the definition of another.

use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt, quote, quote_spanned};

use super::rewriter::{Evaluation, Position, Rewriter, YieldSpan};
use crate::hygiene::{self, LOCAL_MACRO, LOCAL_YIELD};
use crate::scope::Scope;
use crate::tokens;

/// Stands for the definition of a local macro that is not complete.
const OPEN: &str = "_asyncgen_open_definition";

/// An argument of a call of the local macro.
pub(super) enum Argument {
    Block(TokenStream),
    Expr(TokenStream),
    Lifetime(TokenStream),
    Pat(TokenStream),
}

impl Argument {
    fn kind(&self) -> &'static str {
        match self {
            Argument::Block(_) => "block",
            Argument::Expr(_) => "expr",
            Argument::Lifetime(_) => "lifetime",
            Argument::Pat(_) => "pat",
        }
    }

    fn into_tokens(self) -> TokenStream {
        match self {
            Argument::Block(it)
            | Argument::Expr(it)
            | Argument::Lifetime(it)
            | Argument::Pat(it) => it,
        }
    }
}

/// Makes the expansion of a call from its arguments.
type Expand<'e> = dyn Fn(&Rewriter<'_>, Vec<TokenStream>) -> TokenStream + 'e;

impl Rewriter<'_> {
    /// What `expand` makes of the arguments. In foreign position it becomes an arm of the local
    /// macro, and a call of that arm is returned. Errors are located at `span` all the same.
    ///
    /// ```text
    /// // Input:
    /// println!("{}", yield_!(x));
    /// // Output:
    /// macro_rules! __asyncgen_in_macro { (item @0 $_0_0:expr) => { … see yield_expr.rs … } }
    /// println!("{}", __asyncgen_in_macro!(item @0 x));
    /// ```
    pub(super) fn hidden(
        &mut self,
        span: Span,
        keyword: &str,
        arguments: Vec<Argument>,
        expand: &Expand<'_>,
    ) -> TokenStream {
        let (mut kinds, mut tokens) = (Vec::new(), Vec::new());
        for argument in arguments {
            kinds.push(argument.kind());
            tokens.push(argument.into_tokens());
        }
        if self.position == Position::Code {
            return expand(self, tokens);
        }
        let number = self.arms;
        self.arms += 1;
        let mut number_token = Literal::usize_unsuffixed(number);
        number_token.set_span(span);
        // As a statement, a call in braces needs no `;`.
        let is_statement = matches!(keyword, "for_await" | "finally");
        let keyword = Ident::new(keyword, span);
        self.add_arm(span, quote!(#keyword @ #number_token), number, &kinds, expand);
        let name = Ident::new(LOCAL_MACRO, span);
        let arguments = quote_spanned!(span=> #keyword @ #number_token #(#tokens),*);
        match is_statement {
            true => quote_spanned!(span=> #name! { #arguments }),
            false => quote_spanned!(span=> #name!(#arguments)),
        }
    }

    /// Adds an arm for what begins with `prefix`.
    ///
    /// Its parameters have numbers of their own: a definition can stand inside another one, which
    /// must not replace them.
    fn add_arm(
        &mut self,
        span: Span,
        prefix: TokenStream,
        number: usize,
        kinds: &[&str],
        expand: &Expand<'_>,
    ) {
        let ours = hygiene::ours(span);
        let (mut parameters, mut declared) = (Vec::new(), Vec::new());
        for (at, kind) in kinds.iter().enumerate() {
            let name = hygiene::variable(&format!("{number}_{at}"), span);
            let kind = Ident::new(kind, ours);
            declared.push(quote_spanned!(ours=> $#name: #kind));
            parameters.push(quote_spanned!(ours=> $#name));
        }
        let matcher = quote_spanned!(ours=> #prefix #(#declared),*);
        let outer = std::mem::replace(&mut self.position, Position::Arm);
        let expanded = expand(self, parameters);
        self.position = outer;
        self.block.add_arm(quote_spanned!(ours=> (#matcher) => { #expanded };));
    }

    /// The arguments of a macro with the name of one that makes a generator. If it does, that
    /// generator owns the yields in it; if it is another crate's macro of the same name, this one
    /// may. rustc decides, by which of their local macros is in scope.
    pub(super) fn may_own_yields(&mut self, path: &impl ToTokens, tokens: &TokenStream) {
        let has_yields = tokens::any_ident(tokens.clone(), &mut |word| word == LOCAL_MACRO);
        if self.scope != Scope::Generator || !has_yields {
            return;
        }
        self.found.yields = true;
        let span =
            path.to_token_stream().into_iter().next().map_or_else(Span::call_site, |it| it.span());
        let number = self.arms;
        self.arms += 1;
        let keyword = Ident::new(LOCAL_YIELD, span);
        self.visit_foreign(|this| {
            this.add_arm(span, quote!(#keyword), number, &["expr"], &|this, item| {
                this.yield_of(YieldSpan::of_word(span), &item[0], Evaluation::InBody)
            });
        });
    }
}

/// ```text
/// macro_rules! __asyncgen_in_macro { arms }
/// ```
///
/// Nothing if there are no arms.
pub(super) fn definition(arms: &[TokenStream]) -> TokenStream {
    if arms.is_empty() {
        return TokenStream::new();
    }
    let (mut open, mut complete) = (Vec::new(), Vec::new());
    for arm in arms {
        match tokens::any_ident(arm.clone(), &mut |it| it == OPEN) {
            true => open.push(arm),
            false => complete.push(arm.clone()),
        }
    }
    let open = open.into_iter().map(|arm| with_arms(arm.clone(), &complete));
    let name = Ident::new(LOCAL_MACRO, Span::call_site());
    let span = hygiene::ours(Span::call_site());
    quote_spanned!(span=> macro_rules! #name { #(#complete)* #(#open)* })
}

/// The same for a guarded block of a rule of the user's `macro_rules!`. What the rule is applied to
/// may hold calls for the block around it, whose arms are not known yet.
pub(super) fn open_definition(arms: &[TokenStream]) -> TokenStream {
    let name = Ident::new(OPEN, Span::call_site());
    quote!(#name! { #(#arms)* })
}

/// Completes the open definitions in an arm by other arms.
///
/// ```text
/// // Input:
/// (catch @0 $_0_0:block) => { … async { OPEN! { arms } … $_0_0 … } … };
/// // Output:
/// (catch @0 $_0_0:block) => {
///     … async { macro_rules! __asyncgen_in_macro { arms others } … $_0_0 … } …
/// };
/// ```
fn with_arms(arm: TokenStream, others: &[TokenStream]) -> TokenStream {
    let mut tokens = arm.into_iter();
    let mut completed = TokenStream::new();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(name) if name == OPEN => {
                let Some(TokenTree::Group(arms)) = tokens.nth(1) else { continue };
                let mut all = others.to_vec();
                let arms = with_arms(arms.stream(), others);
                if !arms.is_empty() {
                    all.insert(0, arms);
                }
                completed.extend(definition(&all));
            }
            TokenTree::Group(group) => {
                let group = tokens::map_group(&group, |inside| with_arms(inside, others));
                completed.append(group);
            }
            token => completed.append(token),
        }
    }
    completed
}
