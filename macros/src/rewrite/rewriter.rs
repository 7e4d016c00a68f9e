//! State of the rewriting of one body, and the questions that all its parts ask.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Lifetime;
use syn::parse::{ParseStream, Parser};

use crate::attributes;
use crate::diagnostics::Diagnostics;
use crate::emit::params::Taken;
use crate::hygiene::{self, Emit, Paths};
use crate::model::{Cleanups, Protocol, Throws};
use crate::repair;
use crate::scope::{BlockScope, JumpTarget, NestedScope, Scope};

/// What a body is rewritten for.
#[derive(Clone, Copy)]
pub(crate) struct Input<'a> {
    pub(crate) paths: &'a Paths,
    /// The same paths for tokens that foreign macros and attributes see.
    pub(crate) foreign_paths: &'a Paths,
    pub(crate) protocol: &'a Protocol,
    /// Whether every item is stored in the body until it is handed out.
    pub(crate) stores_items: bool,
    /// Whether a foreign attribute stands on something in the body.
    pub(crate) has_foreign_attributes: bool,
    /// Whether a `#[cfg]` stands on something in the body.
    pub(crate) has_conditions: bool,
    /// What a loop at its end may go over where the body captures it.
    pub(crate) captures: Captures<'a>,
}

/// Variables that a body captures by value, and that nothing else holds.
#[derive(Clone, Copy)]
pub(crate) enum Captures<'a> {
    None,
    Only(&'a Ident),
    Any,
}

impl Captures<'_> {
    pub(super) fn hold(self, variable: &Ident) -> bool {
        match self {
            Captures::None => false,
            Captures::Only(known) => known == variable,
            Captures::Any => true,
        }
    }
}

/// What a body contains.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) yields: bool,
    /// Where the first of them is, inside of the user's word.
    pub(crate) first_yield: Option<Span>,
    /// Whether there is a `?` that the generator owns.
    pub(crate) question_mark: Presence,
    /// Whether one of them is not among the arguments of a macro that may make a closure of them.
    pub(crate) question_mark_is_certain: bool,
    /// Where the first of them is.
    pub(crate) question_mark_at: Option<Span>,
    /// Whether a macro such as `bail!` may return an error of its own.
    pub(crate) may_return_error: bool,
    /// Whether the declared type of an item was found to be a mistake, so that nothing else can be
    /// checked against it.
    pub(crate) lacks_types: bool,
    pub(crate) cleanups: Cleanups,
    /// Whether a yield goes to the end of the body when it is left.
    pub(crate) goes_to_end: bool,
    /// Whether one does, and rustc knows that the end can be reached without it, too.
    pub(crate) reaches_end: bool,
    /// The variable that the last loop goes over where it is: the body captures it.
    pub(crate) in_place: Option<Taken>,
    /// Variables that are the streams of loops, wherever they are declared.
    pub(crate) loop_variables: Vec<Taken>,
    /// Our words among the user's, each with the name of the item that it stands for.
    pub(crate) words: Vec<Ident>,
    /// Whether half-typed code was completed.
    pub(crate) is_repaired: bool,
}

impl Found {
    /// What only editors read.
    pub(crate) fn imports(&self, paths: &Paths) -> TokenStream {
        paths.for_foreign().at(Span::call_site()).imports(&self.words, self.is_repaired)
    }
}

/// Whether something is in a body.
#[derive(Default)]
pub(crate) enum Presence {
    #[default]
    No,
    /// If one of these `cfg` conditions holds.
    If(Vec<TokenStream>),
    Yes,
}

/// Who sees the tokens that are being visited.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// Only rustc.
    Code,
    /// A foreign macro or attribute, so that no token of ours may stand there.
    Foreign,
    /// Only rustc: an arm of the local macro, whose calls foreign macros see.
    Arm,
}

/// Where a yield is.
#[derive(Clone, Copy)]
pub(super) struct YieldSpan {
    /// The user's `yield_` or `yield`.
    pub(super) word: Span,
    /// Behind a `yield_`, where its `!` is: an editor takes every name that is located at a word
    /// for one of its meanings. Behind a `yield` there is nothing.
    pub(super) inside: Span,
    /// Whether it is a statement, so that nobody sees of which type its value is.
    pub(super) is_statement: bool,
}

impl YieldSpan {
    pub(super) fn of_word(word: Span) -> Self {
        YieldSpan { word, inside: word, is_statement: false }
    }
}

/// Where an item is evaluated.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Evaluation {
    /// Nowhere: it is a literal of the declared type.
    Literal,
    /// Straight into the poller's frame, unless the body stores every item. It must not suspend,
    /// and it uses up no variable.
    InFrame,
    /// In the body, where it is stored until it is handed out.
    InBody,
}

/// Rewrites one body.
pub(super) struct Rewriter<'a> {
    pub(super) input: Input<'a>,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) scope: Scope,
    /// Whether a mistake about the current nested scope was reported.
    pub(super) reported: bool,
    pub(super) position: Position,
    /// Whether the foreign macro that sees the tokens shows none of them, so that awaits among them
    /// are rewritten.
    pub(super) is_quiet: bool,
    /// Whether a foreign macro sees the tokens that may put them into a function of its own.
    pub(super) in_unknown_macro: bool,
    /// The `async` block of the expansion that is being visited.
    pub(super) block: BlockScope,
    /// The blocks around it, the body first.
    pub(super) outer_blocks: Vec<BlockScope>,
    /// How many cleanups that may await are around the current place.
    pub(super) cleanups: usize,
    /// How many `finally!` blocks have been rewritten.
    pub(super) guards: u8,
    /// The arms that the `macro_rules!` of the user's in scope need in every block.
    pub(super) arms_of_rules: Vec<TokenStream>,
    /// How many arms the local macros have.
    pub(super) arms: usize,
    /// The `cfg` conditions of what is being visited.
    pub(super) conditions: Vec<TokenStream>,
    pub(super) found: Found,
    /// The user's `macro_rules!` whose rules are being visited, which may be applied anywhere.
    pub(super) rules_of: Option<Ident>,
    /// Where there is a `?` in the rules of a `macro_rules!`. The generator owns it if it owns a
    /// call of that macro.
    pub(super) question_marks_of_rules: Vec<(Ident, Span)>,
    /// Whether the body calls a macro that may return an error.
    pub(super) may_return_error: bool,
    /// How many outputs rustc may still be shown; see `unused_output.rs`.
    pub(super) outputs_to_show: u8,
    /// The names of variables that are declared before the current place, but for numbers.
    pub(super) variables: Vec<String>,
}

impl<'a> Rewriter<'a> {
    pub(super) fn new(input: Input<'a>, diagnostics: &'a mut Diagnostics) -> Self {
        Rewriter {
            input,
            diagnostics,
            scope: Scope::Generator,
            reported: false,
            position: Position::Code,
            is_quiet: false,
            in_unknown_macro: false,
            block: BlockScope::default(),
            outer_blocks: Vec::new(),
            cleanups: 0,
            guards: 0,
            arms_of_rules: Vec::new(),
            arms: 0,
            conditions: Vec::new(),
            found: Found::default(),
            rules_of: None,
            question_marks_of_rules: Vec::new(),
            may_return_error: false,
            outputs_to_show: 8,
            variables: Vec::new(),
        }
    }

    /// Names and paths for generated code. What a foreign macro sees, such as what stands for
    /// mistakes, has the user's hygiene.
    pub(super) fn emit(&self, span: Span) -> Emit<'_> {
        match self.position {
            Position::Code | Position::Arm => self.input.paths.at(span),
            Position::Foreign => self.input.foreign_paths.at(span),
        }
    }

    /// Notes a `?`.
    pub(super) fn found_question_mark(&mut self, at: Span) {
        if self.scope != Scope::Generator {
            return;
        }
        if let Some(name) = &self.rules_of {
            return self.question_marks_of_rules.push((name.clone(), at));
        }
        self.found.question_mark_at.get_or_insert(at);
        self.found.question_mark_is_certain |= !self.in_unknown_macro;
        let found = &mut self.found.question_mark;
        let conditions = &self.conditions;
        match found {
            _ if conditions.is_empty() => *found = Presence::Yes,
            Presence::No => *found = Presence::If(vec![quote!(all(#(#conditions),*))]),
            Presence::If(known) => known.push(quote!(all(#(#conditions),*))),
            Presence::Yes => {}
        }
    }

    /// Notes the `?` in the rules of a macro that is called.
    pub(super) fn found_call_of_rules(&mut self, name: &Ident) {
        if let Some(at) = self.question_mark_of_rules(name) {
            self.found_question_mark(at);
        }
    }

    /// Where there is a `?` in the rules of a `macro_rules!` of this name.
    pub(super) fn question_mark_of_rules(&self, name: &Ident) -> Option<Span> {
        let mut known = self.question_marks_of_rules.iter();
        known.find_map(|(known, at)| (known == name).then_some(*at))
    }

    /// Tells rustc what the body evaluates to, before a macro such as `bail!` can return an error
    /// that the generator does not declare, and before the value at the end of a block that should
    /// have yielded it. Only where there is such a thing: rustc would mention it in other errors,
    /// too.
    ///
    /// ```text
    /// // Output: never taken.
    /// if false { return handle.ended(); }
    /// ```
    pub(super) fn declared_output(&self, at: Span) -> TokenStream {
        let is_known = match self.input.protocol.throws {
            Throws::Undeclared | Throws::Declared(_) => true,
            Throws::Inferred => matches!(self.found.question_mark, Presence::No),
            Throws::Unparsed => false,
        };
        let is_block = matches!(self.input.protocol.throws, Throws::Inferred);
        if !is_known || !(self.may_return_error || is_block && !self.found.yields) {
            return TokenStream::new();
        }
        let emit = self.emit(at);
        let handle = emit.handle();
        quote_spanned!(emit.span=> if false { return #handle.ended(); })
    }

    /// Notes a word of ours that is replaced.
    pub(super) fn found_word(&mut self, item: &str, word: Span) {
        self.found.words.push(Ident::new(item, word));
    }

    /// Half-typed code, completed and parsed, so that the rest of it is expanded as usual.
    pub(super) fn completed<T>(
        &mut self,
        code: &TokenStream,
        part: repair::Part,
        parser: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
    ) -> Option<T> {
        let parsed = parser.parse2(repair::completed(code, part)?).ok();
        self.found.is_repaired |= parsed.is_some();
        parsed
    }

    /// Visits code that begins with these tokens, under its `cfg` conditions. Returns the errors in
    /// it, under the same conditions.
    pub(super) fn visit_conditional(
        &mut self,
        code: TokenStream,
        visit: &mut dyn FnMut(&mut Self),
    ) -> TokenStream {
        let conditions = attributes::conditions(code);
        if conditions.is_empty() {
            visit(self);
            return TokenStream::new();
        }
        let outer = self.conditions.len();
        let mark = self.diagnostics.mark();
        self.conditions.extend_from_slice(&conditions);
        visit(self);
        self.conditions.truncate(outer);
        let errors = self.diagnostics.since(mark);
        match errors.is_empty() {
            true => errors,
            false => quote!(#(#[cfg(#conditions)])* { #errors }),
        }
    }

    /// Whose hygiene generated keywords and braces have here: the user's own where a foreign macro
    /// sees them.
    pub(super) fn resolve(&self) -> fn(Span) -> Span {
        match self.position {
            Position::Code | Position::Arm => hygiene::ours,
            Position::Foreign => |span| span,
        }
    }

    /// Whether the block that is being visited is the body, and not a guarded block in it.
    pub(super) fn is_in_body(&self) -> bool {
        self.outer_blocks.is_empty()
    }

    /// Visits the inside of a closure or the like.
    pub(super) fn visit_nested<T>(
        &mut self,
        nested: NestedScope,
        visit: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let outer = (self.scope, self.reported);
        (self.scope, self.reported) = (Scope::Nested(nested), false);
        let visited = visit(self);
        (self.scope, self.reported) = outer;
        visited
    }

    /// Visits tokens that a foreign macro or attribute sees.
    pub(super) fn visit_foreign<T>(&mut self, visit: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.position, Position::Foreign);
        let visited = visit(self);
        self.position = outer;
        visited
    }

    /// Whether the generator owns what stands here. If not, that is reported, once for each
    /// nested scope.
    pub(super) fn require_generator_scope(&mut self, what: &str, at: TokenStream) -> bool {
        let Scope::Nested(nested) = self.scope else { return true };
        if !std::mem::replace(&mut self.reported, true) {
            let (location, help) = nested.description();
            self.diagnostics.error(at, &format!("{what} cannot be used {location}"), help);
        }
        false
    }

    /// Visits the inside of a loop or of a labelled block.
    pub(super) fn visit_target(
        &mut self,
        label: Option<&syn::Label>,
        is_loop: bool,
        visit: impl FnOnce(&mut Self),
    ) {
        let label: Option<Lifetime> = label.map(|label| label.name.clone());
        self.block.enter(JumpTarget { label, is_loop, cleanups: self.cleanups });
        visit(self);
        self.block.leave();
    }

    /// Whether a foreign attribute, which sees all of its tokens, stands on this code.
    pub(super) fn has_foreign_attribute(&self, code: &impl ToTokens) -> bool {
        self.input.has_foreign_attributes
            && self.position == Position::Code
            && attributes::begin_with_foreign(code.to_token_stream())
    }
}
