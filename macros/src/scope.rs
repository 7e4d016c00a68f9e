//! Who owns a yield, an await, a `return` or a jump, and which loop a jump goes to.

use proc_macro2::TokenStream;
use syn::Lifetime;

/// What surrounds a piece of the body.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// The generator itself: here it yields, awaits and returns.
    Generator,
    /// A closure or the like, which a yield cannot leave.
    Nested(NestedScope),
}

/// What a yield cannot leave.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum NestedScope {
    Closure,
    AsyncBlock,
    ConstBlock,
    InnerFunction,
}

impl NestedScope {
    /// How a message calls it, and the help.
    pub(crate) fn description(self) -> (&'static str, &'static str) {
        match self {
            NestedScope::Closure => (
                "inside a closure",
                "a closure is a function of its own; \
                 use a loop in the generator's own body instead",
            ),
            NestedScope::AsyncBlock => (
                "inside an `async` block",
                "an `async` block is a future of its own; \
                 await it, and do this in the generator's own body",
            ),
            NestedScope::ConstBlock => {
                ("in a constant expression", "do this in the generator's own body")
            }
            NestedScope::InnerFunction => (
                "inside an inner function",
                "put `#[async_generator]` on it, and go over it with `#[for_await] for x in …`",
            ),
        }
    }
}

/// An `async` block of the expansion: the body, or a guarded block in it.
#[derive(Default)]
pub(crate) struct BlockScope {
    /// The loops and labelled blocks around the current place, the outermost first.
    targets: Vec<JumpTarget>,
    /// The jumps that leave the block: each a `break` or `continue` of the user's, without a value.
    jumps: Vec<TokenStream>,
    /// The arms of the macro that the block defines; see `rewrite/local_macros.rs`.
    arms: Vec<TokenStream>,
    /// Whether a cleanup that may await stands in the block.
    pub(crate) has_awaiting_cleanup: bool,
    /// Whether another macro in such a cleanup may jump to the innermost loop.
    pub(crate) has_hidden_jump: bool,
    /// Whether it is the loop of a `#[for_await(close)]`.
    pub(crate) is_loop: bool,
}

/// Something that a jump can go to.
#[derive(Clone)]
pub(crate) struct JumpTarget {
    pub(crate) label: Option<Lifetime>,
    pub(crate) is_loop: bool,
    /// How many cleanups that may await are around it.
    pub(crate) cleanups: usize,
}

impl BlockScope {
    /// A block whose macro has these arms from the start.
    pub(crate) fn with_arms(arms: Vec<TokenStream>) -> Self {
        BlockScope { arms, ..BlockScope::default() }
    }

    /// How a message calls what cannot be left with a value.
    pub(crate) fn name(&self) -> &'static str {
        match self.is_loop {
            true => "the loop of a `#[for_await(close)]`",
            false => "a `catch!` block or the part guarded by `finally!`",
        }
    }

    pub(crate) fn enter(&mut self, target: JumpTarget) {
        self.targets.push(target);
    }

    pub(crate) fn leave(&mut self) {
        self.targets.pop();
    }

    /// Whether a jump with this label (or without) goes to something inside the block.
    pub(crate) fn contains_target(&self, label: Option<&Lifetime>) -> bool {
        self.target(label).is_some()
    }

    /// What a jump with this label (or without) goes to, if that is inside the block.
    pub(crate) fn target(&self, label: Option<&Lifetime>) -> Option<&JumpTarget> {
        self.targets.iter().rev().find(|target| match label {
            Some(label) => target.label.as_ref() == Some(label),
            None => target.is_loop,
        })
    }

    /// The number of a jump that leaves the block.
    pub(crate) fn number_of_jump(&mut self, jump: TokenStream) -> usize {
        let text = jump.to_string();
        let known = self.jumps.iter().position(|known| known.to_string() == text);
        known.unwrap_or_else(|| {
            self.jumps.push(jump);
            self.jumps.len() - 1
        })
    }

    pub(crate) fn add_arm(&mut self, arm: TokenStream) {
        self.arms.push(arm);
    }

    pub(crate) fn arms(&self) -> &[TokenStream] {
        &self.arms
    }

    pub(crate) fn into_parts(self) -> (Vec<TokenStream>, Vec<TokenStream>) {
        (self.jumps, self.arms)
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::BlockScope;

    #[test]
    fn a_block_counts_its_jumps_and_keeps_its_arms() {
        let mut scope = BlockScope::with_arms(vec![quote!(first)]);
        scope.add_arm(quote!(second));
        let arms: Vec<String> = scope.arms().iter().map(ToString::to_string).collect();
        assert_eq!(arms, ["first", "second"]);
        let jumps = [quote!(break 'a), quote!(continue 'a), quote!(break 'a), quote!(break 'b)];
        assert_eq!(jumps.map(|jump| scope.number_of_jump(jump)), [0, 1, 0, 2]);
        assert_eq!(scope.into_parts().0.len(), 3);
    }
}
