//! What the Rust programs made from scenarios stand on: the exceptions, the trace, the awaitables
//! and the driver.
//!
//! The names are those of the scenario language (`LANG.md`), so that a translated body reads like
//! the Python one.

mod awaiting;
mod batch;
mod driver;
mod exception;
mod hooks;
mod operation;
mod trace;

pub use awaiting::{Pending, pending, ready};
pub use batch::{Scenario, run_batch};
pub use driver::{Item, drive};
pub use exception::{Exc, Kind, Kind::*, closed, raise, reraise};
pub use hooks::{Boxed, Hooked, Hooks, hooked};
pub use operation::{Basic, Op};
pub use trace::{caught, log, recv, start, start_sub};
