//! The items that the macros' expansions name. They are not for users, and not stable.

pub use asyncgen_macros::generator_body;

pub use crate::__for_editors as for_editors;
pub use crate::await_::{ForAwait, ForAwaitClose};
#[cfg(feature = "alloc")]
pub use crate::boxed::boxed;
pub use crate::declared::ItemsOrUnits;
#[allow(deprecated)] // Its use is the warning.
pub use crate::diagnostics::NEVER_YIELDS;
pub use crate::diagnostics::{
    EndWithoutError, Unfinished, Unreachable, dummy_item, dummy_value, try_stream, value,
};
pub use crate::exit::{BlockExit, left_block, returned, unreachable_jump};
pub use crate::generator::{FallibleItems, FinalErrorItems, InfallibleItems};
pub use crate::raw::body::{AwaitingCleanup, NoCleanup, PromptCleanup};
pub use crate::raw::handle::Handle;
pub use crate::{catch, finally, yield_};
