//! Who owns the yield, await, return or jump that stands here, and which loop a jump goes to.

use proc_macro2::TokenStream;
use syn::Lifetime;

/// What surrounds a piece of the body.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    /// The generator itself: here it yields, awaits and returns.
    Generator,
    /// Something of the user's that a yield cannot leave.
    Other(Other),
}

/// What a yield cannot leave.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Other {
    Closure,
    AsyncBlock,
    ConstBlock,
    InnerFunction,
}

impl Other {
    /// How it is called in a message, and the way out.
    pub(crate) fn words(self) -> (&'static str, &'static str) {
        match self {
            Other::Closure => (
                "inside a closure",
                "a closure is a function of its own; use a loop in the generator's own body instead",
            ),
            Other::AsyncBlock => (
                "inside an `async` block",
                "an `async` block is a future of its own; await it, and do this in the generator's own body",
            ),
            Other::ConstBlock => ("where a constant is computed", "do this in the generator's own body"),
            Other::InnerFunction => (
                "inside an inner function",
                "put `#[async_generator]` on it, and go over it with `#[for_await] for x in …`",
            ),
        }
    }
}

/// An `async` block of the expansion: the body, or a guarded block in it, with the loops inside it.
#[derive(Default)]
pub(crate) struct Edge {
    targets: Vec<Target>,
    /// The jumps that leave it, by number: each a `break` or `continue` as the user wrote it, without a value.
    jumps: Vec<TokenStream>,
    /// The macros that it defines for the arguments of somebody else's; see `rewrite/hidden.rs`.
    definitions: Vec<TokenStream>,
}

/// Something that a jump can go to.
#[derive(Clone)]
pub(crate) struct Target {
    pub(crate) label: Option<Lifetime>,
    pub(crate) is_loop: bool,
}

impl Edge {
    pub(crate) fn enter(&mut self, target: Target) {
        self.targets.push(target);
    }

    pub(crate) fn leave(&mut self) {
        self.targets.pop();
    }

    /// Whether a jump with this label (or without) goes to something inside.
    pub(crate) fn holds(&self, label: Option<&Lifetime>) -> bool {
        self.targets.iter().any(|target| match label {
            Some(label) => target.label.as_ref() == Some(label),
            None => target.is_loop,
        })
    }

    /// The number of a jump that leaves this edge.
    pub(crate) fn number(&mut self, jump: TokenStream) -> usize {
        let text = jump.to_string();
        let known = self.jumps.iter().position(|known| known.to_string() == text);
        known.unwrap_or_else(|| {
            self.jumps.push(jump);
            self.jumps.len() - 1
        })
    }

    /// The inside of a block in which these definitions are made.
    pub(crate) fn with_definitions(definitions: Vec<TokenStream>) -> Self {
        Edge { definitions, ..Edge::default() }
    }

    pub(crate) fn define(&mut self, definition: TokenStream) {
        self.definitions.push(definition);
    }

    /// What has been defined so far.
    pub(crate) fn definitions(&self) -> &[TokenStream] {
        &self.definitions
    }

    pub(crate) fn into_jumps(self) -> Vec<TokenStream> {
        self.jumps
    }
}
