//! All `unsafe` code of the crate; `lib.rs` denies it everywhere else.
//!
//! | file | what it does |
//! |---|---|
//! | `waker` | the waker that leads to a frame, and what its body awaits is polled with |
//! | `frame` | the frame that hands items out of a body |
//! | `lazy_body` | how a body is made, and how it receives its arguments |
//! | `body` | the memory of a body, and how it is polled and dropped |
//! | `guard` | the futures of `finally!` |
//! | `handle` | what an expansion holds: the handle, and the futures of a yield |
//!
//! What is polled for each item is inlined, always; in a debug build only where nothing is polled
//! below it, because there it would make the stack of each layer of generators larger.
//!
//! # Why the types of the frame are right
//!
//! The lookup of a frame erases the frame's types: a future that looks up a `Frame<Y, S, E>` must
//! be polled under a frame of exactly these types. Two facts ensure that.
//!
//! 1. Only a [`Handle<Y, S, E, _>`](handle::Handle), and the futures that it returns, look up a
//!    `Frame<Y, S, E>`. The constructor of a handle is `unsafe`: its caller promises that these
//!    futures are awaited **directly by the body** that is passed to the handle's own
//!    [`generator`](handle::Handle::generator) or [`lazy`](handle::Handle::lazy). The macros keep
//!    this promise. The handle's name is hygienic, so no user can spell it. It never stands among
//!    the arguments of another macro, which could take it from there. And each place that uses it
//!    has a `break` to a label of the body, which does not compile inside an `async` block or a
//!    closure that another macro may have put around it.
//! 2. These two methods tie the handle's types to those of the [`Generator`](body::Generator), and
//!    only [`run`](body::run) polls the body. `Handle` and `Generator` are invariant in all of the
//!    types, so no lifetime in them changes on the way.
//!
//! # Why nobody else gets the handle, wherever `crate = path` leads
//!
//! The only `unsafe` of an expansion is a call of
//! [`Handle::asyncgen_new_handle`](handle::Handle::asyncgen_new_handle), a name that nobody else
//! has. On another type this call does not compile, or it calls a function that the author of that
//! type declared `unsafe`. Everything after it is an inherent method of what the call returned. Its
//! receiver is a value or, for the stream of a loop, an explicit `&mut`: rustc prefers an inherent
//! method to a trait's where both take the receiver as it is. So neither the handle nor a pinned
//! stream is ever an argument of a function that the path could lead to.

pub(crate) mod body;
mod frame;
mod guard;
pub(crate) mod handle;
pub(crate) mod lazy_body;
pub(crate) mod waker;
