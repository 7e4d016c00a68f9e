//! State of one lowering pass.

use proc_macro2::TokenStream;

use crate::diagnostics::Diagnostics;
use crate::tokens::is_stable;

/// The kind of code that is being lowered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Surroundings {
    /// Between functions: only generators can yield.
    Items,
    /// Directly in an ordinary function: nothing can yield.
    Function,
    /// A generator's body.
    Body,
    /// The arguments of a macro outside of a body: they may become anything.
    Arguments,
    /// The arguments of a macro in a body.
    BodyArguments,
}

/// The state of one pass.
pub(crate) struct Lowering<'a> {
    /// The path of the runtime crate.
    pub(super) runtime: TokenStream,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) surroundings: Surroundings,
    /// How many words have been replaced.
    pub(super) changes: usize,
    /// Whether a misplaced `yield` or `for await` was reported in the current function.
    pub(super) has_misplaced: bool,
    /// Whether rustc has parsed the code, and rejects each keyword of nightly Rust; and none was
    /// reported yet.
    pub(super) rustc_rejects: bool,
    /// Whether `#[async_generator]` is resolved here, so that it needs no import. Under the
    /// attribute itself rustc resolves it.
    pub(super) resolves_attributes: bool,
}

impl<'a> Lowering<'a> {
    /// For the code around generators.
    pub(crate) fn of_items(runtime: TokenStream, diagnostics: &'a mut Diagnostics) -> Self {
        let surroundings = Surroundings::Items;
        Self::new(runtime, diagnostics, surroundings, true)
    }

    /// For a generator's body.
    pub(crate) fn of_body(
        runtime: TokenStream,
        diagnostics: &'a mut Diagnostics,
        resolves_attributes: bool,
    ) -> Self {
        let surroundings = Surroundings::Body;
        Self::new(runtime, diagnostics, surroundings, resolves_attributes)
    }

    fn new(
        runtime: TokenStream,
        diagnostics: &'a mut Diagnostics,
        surroundings: Surroundings,
        resolves_attributes: bool,
    ) -> Self {
        let (has_misplaced, rustc_rejects) = (false, !resolves_attributes && is_stable());
        Lowering {
            runtime,
            diagnostics,
            surroundings,
            has_misplaced,
            rustc_rejects,
            changes: 0,
            resolves_attributes,
        }
    }

    pub(super) fn within<T>(
        &mut self,
        inside: Surroundings,
        lower: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let outside = std::mem::replace(&mut self.surroundings, inside);
        let lowered = lower(self);
        self.surroundings = outside;
        lowered
    }

    pub(super) fn in_body(&self) -> bool {
        matches!(self.surroundings, Surroundings::Body | Surroundings::BodyArguments)
    }
}
