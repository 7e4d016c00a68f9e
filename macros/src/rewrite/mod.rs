//! Turns a generator's body into the inside of an `async` block: finds each yield, await, return and guarded block
//! that the generator owns, and hands it to the file that rewrites it.

mod arguments;
mod awaits;
mod catch;
mod finally;
mod for_await;
mod guard;
mod hidden;
mod jumps;
mod macros;
mod rules;
pub(crate) mod surroundings;
mod tail;
mod words;
mod yields;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, Item, Lifetime, Macro, Stmt, StmtMacro, Type};

use crate::diagnostics::Diagnostics;
use crate::hygiene::{self, Names};
use crate::scope::{Edge, Other, Owner, Target};

/// What the signature says about the body.
pub(crate) struct Kind {
    /// The type of what is yielded, if it can be written inside the body.
    pub(crate) yields: Option<Type>,
    /// `send = S`.
    pub(crate) sends: Option<Type>,
    /// What is known of `throws = E`.
    pub(crate) throws: Throws,
    /// The type of what is raised.
    pub(crate) thrown: TokenStream,
}

/// What is known of `throws = E`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Throws {
    /// It is there.
    Declared,
    /// It is not there: nothing can be raised.
    Undeclared,
    /// It could not be read, and the user has been told so.
    Unread,
}

/// What is being visited.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Code of the body.
    Code,
    /// The arguments of somebody else's macro.
    Macro,
    /// The arguments of a macro that may make a generator of its own.
    PerhapsAGenerator,
}

/// Rewrites one body.
pub(crate) struct Rewriter<'a> {
    names: &'a Names,
    kind: &'a Kind,
    diagnostics: &'a mut Diagnostics,
    /// Who owns what is being visited.
    owner: Owner,
    /// Whether the user has been told that this owner is not the generator.
    told: bool,
    place: Place,
    /// The `async` block of the expansion in which it stands: the body itself, or a guarded block.
    edge: Edge,
    /// The ones around that, the body first.
    outer_edges: Vec<Edge>,
    /// The definitions that the user's `macro_rules!` in scope need; see `hidden.rs`.
    rules: Vec<TokenStream>,
    /// How many calls are hidden from other macros.
    hidden: usize,
    /// Whether there was a yield.
    yields: bool,
}

/// ```text
/// // Input:
/// { yield_!(1); tick().await; }
/// // Output:
/// { /* see yields.rs */ ; /* see awaits.rs */ ; }
/// ```
///
/// Says whether the body yields.
pub(crate) fn body(block: &mut Block, names: &Names, kind: &Kind, diagnostics: &mut Diagnostics) -> bool {
    let mut rewriter = Rewriter {
        names,
        kind,
        diagnostics,
        owner: Owner::Generator,
        told: false,
        place: Place::Code,
        edge: Edge::default(),
        outer_edges: Vec::new(),
        rules: Vec::new(),
        hidden: 0,
        yields: false,
    };
    rewriter.end_with_unit(block);
    rewriter.told = false;
    rewriter.visit_block_mut(block);
    let definitions = rewriter.edge.definitions().iter().cloned().collect();
    block.stmts.insert(0, Stmt::Expr(Expr::Verbatim(definitions), None));
    rewriter.yields
}

impl Rewriter<'_> {
    /// Whether we are directly in the body, and not in a guarded block.
    fn at_the_body(&self) -> bool {
        self.outer_edges.is_empty()
    }

    /// Visits what belongs to somebody else.
    fn visit_as<T>(&mut self, other: Other, visit: impl FnOnce(&mut Self) -> T) -> T {
        let outer = (self.owner, self.told);
        (self.owner, self.told) = (Owner::Other(other), false);
        let visited = visit(self);
        (self.owner, self.told) = outer;
        visited
    }

    /// Whether what stands here is the generator's. If not, the user is told, once for each closure, block or function.
    fn belongs_to_the_generator(&mut self, what: &str, place: impl ToTokens) -> bool {
        let Owner::Other(other) = self.owner else { return true };
        if !std::mem::replace(&mut self.told, true) {
            let (place_in_words, help) = other.words();
            let message = format!("{what} {place_in_words} does not belong to the generator");
            self.diagnostics.error(place, &message, help);
        }
        false
    }

    /// Visits the inside of a loop or of a labelled block.
    fn visit_target(&mut self, label: Option<&syn::Label>, is_loop: bool, visit: impl FnOnce(&mut Self)) {
        let label: Option<Lifetime> = label.map(|label| label.name.clone());
        self.edge.enter(Target { label, is_loop });
        visit(self);
        self.edge.leave();
    }

    /// An expression that leaves the surrounding `async` block of the expansion with `output`.
    ///
    /// It compiles only directly in that block: in somebody else's `async` block or closure the label is out of
    /// reach. It is inside a loop, so that rustc complains about nothing else there.
    fn leave_with(&self, output: TokenStream, place: Span) -> TokenStream {
        let span = hygiene::ours(place);
        let label = hygiene::label(place);
        quote_spanned!(span=> loop { break #label #output })
    }

    /// A statement that does nothing, and compiles only where `leave_with` does.
    fn stay_in_the_body(&mut self, place: Span) -> TokenStream {
        self.hidden(place, "for_await", Vec::new(), |this, _| {
            let span = hygiene::ours(place);
            let leave = this.leave_with(this.left(place), place);
            quote_spanned!(span=> if false { #leave })
        })
    }

    /// The output of the surrounding `async` block when it is left without an error.
    fn left(&self, place: Span) -> TokenStream {
        let result = self.names.private("Result", place);
        self.leaving(quote_spanned!(hygiene::ours(place)=> #result::Ok(())), place)
    }

    /// The output of the surrounding `async` block when a body would be left with `left`.
    fn leaving(&self, left: TokenStream, place: Span) -> TokenStream {
        let span = hygiene::ours(place);
        if self.place != Place::Code {
            // A rule of the user's own `macro_rules!` may be applied in the body and in guarded blocks.
            let leaving = self.names.private("leaving", place);
            return quote_spanned!(span=> #leaving(#left));
        }
        if self.at_the_body() {
            return left;
        }
        let flow = self.names.private("Flow", place);
        quote_spanned!(span=> #flow::left(#left))
    }

    /// Rewrites an expression that has to become something else; says whether it did.
    fn rewrite(&mut self, expr: &mut Expr) -> bool {
        let rewritten = match expr {
            // The expansion has parentheses of its own; two pairs would be a warning with a wrong suggestion.
            Expr::Paren(it) if is_yield(&it.expr) => {
                *expr = std::mem::replace(&mut *it.expr, Expr::PLACEHOLDER);
                return self.rewrite(expr);
            }
            Expr::Yield(it) => self.yield_keyword(it),
            Expr::Macro(it) => match self.macro_call(&mut it.mac) {
                Some(tokens) => {
                    let attrs = &it.attrs;
                    quote!(#(#attrs)* #tokens)
                }
                None => return true,
            },
            Expr::Try(it) if self.raises_nothing() => self.question_mark(it),
            Expr::Await(it) if self.passes_awaits() => self.await_(it),
            Expr::Return(it) if self.owner == Owner::Generator => self.return_(it),
            Expr::Break(_) | Expr::Continue(_) if self.owner == Owner::Generator => match self.jump(expr) {
                Some(tokens) => tokens,
                None => return false,
            },
            Expr::ForLoop(it) if for_await::is_marked(it) => self.for_await(it),
            _ => return false,
        };
        *expr = Expr::Verbatim(rewritten);
        true
    }

    fn passes_awaits(&self) -> bool {
        self.owner == Owner::Generator && self.place == Place::Code
    }

    /// Visits the parts of an expression that stays what it is.
    fn visit_parts(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Closure(it) => self.visit_as(Other::Closure, |this| visit_mut::visit_expr_closure_mut(this, it)),
            Expr::Async(it) => self.visit_as(Other::AsyncBlock, |this| visit_mut::visit_expr_async_mut(this, it)),
            Expr::Const(it) => self.visit_as(Other::ConstBlock, |this| visit_mut::visit_expr_const_mut(this, it)),
            Expr::Repeat(it) => {
                self.visit_expr_mut(&mut it.expr);
                self.visit_as(Other::ConstBlock, |this| this.visit_expr_mut(&mut it.len));
            }
            Expr::ForLoop(it) => {
                self.visit_expr_mut(&mut it.expr);
                self.visit_target(it.label.as_ref(), true, |this| this.visit_block_mut(&mut it.body));
            }
            Expr::While(it) => {
                self.visit_target(it.label.as_ref(), true, |this| {
                    this.visit_expr_mut(&mut it.cond);
                    this.visit_block_mut(&mut it.body);
                });
            }
            Expr::Loop(it) => {
                self.visit_target(it.label.as_ref(), true, |this| this.visit_block_mut(&mut it.body));
            }
            Expr::Block(it) if it.label.is_some() => {
                self.visit_target(it.label.as_ref(), false, |this| this.visit_block_mut(&mut it.block));
            }
            _ => visit_mut::visit_expr_mut(self, expr),
        }
    }
}

impl VisitMut for Rewriter<'_> {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if !self.rewrite(expr) {
            self.visit_parts(expr);
        }
    }

    fn visit_block_mut(&mut self, block: &mut Block) {
        let rules_outside = self.rules.len();
        // `yield_! { x }` in the middle of a block: what it becomes is an expression that does not end a statement.
        if let Some((_, before)) = block.stmts.split_last_mut() {
            for stmt in before {
                if let Stmt::Macro(StmtMacro { mac, semi_token: semi @ None, .. }) = stmt {
                    if matches!(macros::Ours::of(mac), Some(macros::Ours::Yield | macros::Ours::Catch)) {
                        *semi = Some(Default::default());
                    }
                }
            }
        }
        if self.guard_the_rest(&mut block.stmts) {
            // With braces that are ours: around one expression they are then no unused pair.
            block.brace_token = syn::token::Brace(hygiene::ours(block.brace_token.span.join()));
        } else {
            visit_mut::visit_block_mut(self, block);
        }
        self.rules.truncate(rules_outside);
    }

    fn visit_stmt_mut(&mut self, stmt: &mut Stmt) {
        if let Stmt::Macro(it) = stmt {
            if let Some(tokens) = self.macro_call(&mut it.mac) {
                let attrs = &it.attrs;
                *stmt = Stmt::Expr(Expr::Verbatim(quote!(#(#attrs)* #tokens)), it.semi_token);
            }
            return;
        }
        // An `Err(…)` alone does not say what an `Ok(…)` would hold.
        if let Stmt::Expr(Expr::Try(it), Some(_)) = stmt {
            if self.raises_nothing() && jumps::raises(&it.expr) {
                self.visit_expr_mut(&mut it.expr);
                let (result, base) = (self.names.private("Result", it.span()), &it.expr);
                let span = hygiene::ours(it.span());
                *it.expr = Expr::Verbatim(quote_spanned!(span=> { let err: #result<(), _> = #base; err }));
            }
        }
        visit_mut::visit_stmt_mut(self, stmt);
    }

    fn visit_item_mut(&mut self, item: &mut Item) {
        match item {
            Item::Macro(it) if it.mac.path.is_ident("macro_rules") => self.macro_rules(it),
            item if may_be_a_generator(item) => {}
            item => self.visit_as(Other::InnerFunction, |this| visit_mut::visit_item_mut(this, item)),
        }
    }

    fn visit_impl_item_fn_mut(&mut self, it: &mut syn::ImplItemFn) {
        if !may_be_a_generator(it) {
            visit_mut::visit_impl_item_fn_mut(self, it);
        }
    }

    fn visit_trait_item_fn_mut(&mut self, it: &mut syn::TraitItemFn) {
        if !may_be_a_generator(it) {
            visit_mut::visit_trait_item_fn_mut(self, it);
        }
    }

    fn visit_macro_mut(&mut self, mac: &mut Macro) {
        // Macros in patterns and types: what they hold is not code of the body.
        let _ = mac;
    }
}

/// Whether an expression is a yield in either spelling.
fn is_yield(expr: &Expr) -> bool {
    match expr {
        Expr::Yield(_) => true,
        Expr::Macro(it) => macros::Ours::of(&it.mac) == Some(macros::Ours::Yield),
        _ => false,
    }
}

/// Whether a macro makes a generator of its own, to judge by its name.
pub(crate) fn makes_a_generator(mac: &Macro) -> bool {
    matches!(macros::Ours::of(mac), Some(macros::Ours::Generator | macros::Ours::NestedGenerator))
}

/// Whether an item has an attribute that may make the yields in it its own.
fn may_be_a_generator(item: &impl ToTokens) -> bool {
    let mut tokens = item.to_token_stream().into_iter().peekable();
    while let Some(token) = tokens.next() {
        let proc_macro2::TokenTree::Punct(punct) = &token else { return false };
        if punct.as_char() != '#' {
            return false;
        }
        if let Some(proc_macro2::TokenTree::Group(group)) = tokens.next() {
            if !is_inert(group.stream()) {
                return true;
            }
        }
    }
    false
}

/// Whether an attribute is one of the compiler's own, which leave code as it is.
fn is_inert(attribute: TokenStream) -> bool {
    const INERT: [&str; 12] = [
        "allow",
        "expect",
        "warn",
        "deny",
        "forbid",
        "cfg",
        "cfg_attr",
        "doc",
        "inline",
        "cold",
        "must_use",
        "track_caller",
    ];
    attribute.into_iter().next().is_some_and(|name| INERT.iter().any(|inert| name.to_string() == *inert))
}
