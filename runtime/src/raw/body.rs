//! The memory of a body: how it is made, polled and dropped.

use core::convert::Infallible;
use core::future::Future;
use core::marker::PhantomData;
use core::mem::{self, ManuallyDrop};
use core::pin::Pin;
use core::task::{Context, Poll};

use super::frame::{self, FirstFrame, Invariant};
use crate::diagnostics::Unpinned;
use crate::protocol::Resume;

/// A generator: a body and its life-cycle state. The macros make it, through the handle.
///
/// It has no methods, because rustc would mention them to users who look for one. What it does as a
/// stream is in `generator.rs`.
///
/// # Invariants
///
/// - `state` says what is in `storage`: see `BodyState`. Only this file writes either of them.
/// - A body that has ended is not polled again. It holds nothing by then: an `async` block drops
///   everything when it returns and when it panics.
/// - The body is pinned with the generator: only `poll_body` refers to it, and it is dropped
///   where it is.
#[must_use = "async generators are lazy: nothing of the body runs until the generator is polled"]
pub struct Generator<B, Y, S, E, K, W = Infallible> {
    state: BodyState,
    storage: Storage<B, W>,
    types: Invariant<(Y, S, E, K, W)>,
}

/// Life-cycle state of the body.
///
/// The order matters: the states in which there is a body that can be polled come first, so that
/// one comparison finds them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyState {
    /// The body has not been polled.
    Created,
    /// The body is suspended at a yield.
    Suspended,
    /// The body is pending at something that it awaits.
    Running,
    /// `Running` after exit was raised: an error that ends the step answers `close`.
    Closing,
    /// The body has returned or panicked. It is in this state while it is polled, too, because that
    /// is what a panic leaves behind.
    Ended,
    /// The storage is empty.
    Closed,
    /// `Created`, and what makes the body is in the storage.
    Unstarted,
}

impl BodyState {
    /// Whether the storage holds a body that can be polled.
    #[inline(always)]
    fn has_body(self) -> bool {
        (self as u8) < BodyState::Ended as u8
    }
}

/// Storage for what makes the body, later for the body. A union, because `state` is the tag.
union Storage<B, W> {
    body: ManuallyDrop<B>,
    unstarted: ManuallyDrop<W>,
}

/// A body that is made when the generator starts.
pub struct LazyBody<F, A> {
    make: F,
    arguments: A,
}

impl<F, A> LazyBody<F, A> {
    #[inline]
    pub(super) fn new(make: F, arguments: A) -> Self {
        LazyBody { make, arguments }
    }
}

/// The future that takes the arguments of a body in its first poll. See
/// [`Handle::lazy`](super::handle::Handle::lazy).
#[must_use = "futures do nothing unless polled"]
pub struct TakeArgs<Y, S, E, A> {
    types: Invariant<(Y, S, E, A)>,
}

impl<Y, S, E, A> TakeArgs<Y, S, E, A> {
    #[inline]
    fn new() -> Self {
        TakeArgs { types: PhantomData }
    }
}

impl<Y, S, E, A> Future for TakeArgs<Y, S, E, A> {
    type Output = A;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<A> {
        // SAFETY: the body of these types awaits this once, before anything else (the promise of
        // `Handle::asyncgen_new_handle`).
        Poll::Ready(unsafe { frame::take_arguments::<Y, S, E, A>(cx) })
    }
}

/// Makes a body `B` whose yields have these types.
pub trait MakeBody<B, Y, S, E>: Sized {
    /// What the body takes in its first poll.
    type Arguments;

    /// The body and its arguments.
    fn make(unstarted: Self) -> (B, Self::Arguments);
}

impl<F, A, B, Y, S, E> MakeBody<B, Y, S, E> for LazyBody<F, A>
where
    F: FnOnce(TakeArgs<Y, S, E, A>) -> B,
{
    type Arguments = A;

    #[inline]
    fn make(unstarted: Self) -> (B, A) {
        ((unstarted.make)(TakeArgs::new()), unstarted.arguments)
    }
}

/// Of a generator whose body exists from the start.
impl<B, Y, S, E> MakeBody<B, Y, S, E> for Infallible {
    type Arguments = Infallible;

    fn make(unstarted: Self) -> (B, Infallible) {
        match unstarted {}
    }
}

impl<B, Y, S, E, K> Generator<B, Y, S, E, K> {
    #[inline]
    pub(super) fn new(body: B) -> Self {
        let storage = Storage { body: ManuallyDrop::new(body) };
        // INVARIANT: the storage holds a body.
        Generator { state: BodyState::Created, storage, types: PhantomData }
    }
}

impl<B, Y, S, E, K, W> Generator<B, Y, S, E, K, W> {
    #[inline]
    pub(super) fn unstarted(unstarted: W) -> Self {
        let storage = Storage { unstarted: ManuallyDrop::new(unstarted) };
        // INVARIANT: the storage holds what makes the body.
        Generator { state: BodyState::Unstarted, storage, types: PhantomData }
    }
}

/// Life-cycle state of the generator's body.
#[inline(always)]
pub(crate) fn state_of<B, Y, S, E, K, W>(generator: &Generator<B, Y, S, E, K, W>) -> BodyState {
    generator.state
}

/// Drops the body, or what makes it, and marks the generator closed.
#[inline]
pub(crate) fn close<B, Y, S, E, K, W>(generator: Pin<&mut Generator<B, Y, S, E, K, W>>) {
    // SAFETY: nothing is moved out of `generator`; the body is dropped where it is.
    let generator = unsafe { generator.get_unchecked_mut() };
    clear(generator);
}

#[inline]
fn clear<B, Y, S, E, K, W>(generator: &mut Generator<B, Y, S, E, K, W>) {
    // INVARIANT: a panic in what follows leaves a closed generator, whose storage is not read.
    match mem::replace(&mut generator.state, BodyState::Closed) {
        BodyState::Closed => {}
        BodyState::Unstarted => {
            // SAFETY: the storage holds what makes the body (an invariant of `Generator`).
            let unstarted = unsafe { &mut generator.storage.unstarted };
            // SAFETY: the generator is closed: nothing reads it again.
            unsafe { ManuallyDrop::drop(unstarted) }
        }
        _ => {
            // SAFETY: the storage holds the body (an invariant of `Generator`).
            let body = unsafe { &mut generator.storage.body };
            // SAFETY: the generator is closed: nothing reads it again. It is dropped where it is.
            unsafe { ManuallyDrop::drop(body) }
        }
    }
}

/// The result of a poll of the body.
pub(crate) enum Polled<O, Y> {
    /// The body is suspended at a yield of this value.
    Yielded(Y),
    /// The body is pending at something that it awaits.
    Pending,
    /// The body has ended with this output.
    Ended(O),
}

/// Polls the body, after making it if necessary; the yield at which it is suspended is resumed with
/// `resume`. `None` if there is no body that could run.
///
/// It is not `inline(always)`: with several callers (`poll_next` and `poll_resume`), that compiles
/// the body once for each of them, and no copy is small enough to be inlined further. Each arm of
/// the last `match` returns on its own, because LLVM would not see through a common tail that the
/// caller's `match` repeats this one.
#[inline]
pub(crate) fn poll_body<B, Y, S, E, K, W>(
    generator: Pin<&mut Generator<B, Y, S, E, K, W>>,
    cx: &mut Context<'_>,
    resume: Resume<S, E>,
) -> Option<Polled<B::Output, Y>>
where
    B: Future,
    W: MakeBody<B, Y, S, E>,
{
    // SAFETY: nothing pinned is moved out of `generator`; its only pinned part is pinned again.
    let generator = unsafe { generator.get_unchecked_mut() };
    let closing = generator.state == BodyState::Closing || matches!(resume, Resume::Exit);
    let mut frame = FirstFrame::<Y, S, E, W::Arguments>::new(cx.waker(), resume);
    if !generator.state.has_body() {
        if generator.state != BodyState::Unstarted {
            return None;
        }
        frame.set_arguments(start(generator));
    }
    // SAFETY: the storage holds a body (an invariant of `Generator`).
    let body = unsafe { &mut *generator.storage.body };
    // SAFETY: the body is structurally pinned: `Generator` is `Unpin` only if `B` is, its `Drop`
    // does not move the body, it is not packed, and it gives no other `&mut` access to the body.
    let body = unsafe { Pin::new_unchecked(body) };
    // INVARIANT: a panic leaves a body that has ended.
    generator.state = BodyState::Ended;
    match frame.poll(body) {
        Poll::Ready(output) => Some(Polled::Ended(output)),
        Poll::Pending if frame.has_open_slots() => drop_suspended_in_item(generator),
        Poll::Pending => match frame.take_item() {
            Some(item) => {
                generator.state = BodyState::Suspended;
                Some(Polled::Yielded(item))
            }
            None => {
                generator.state = if closing { BodyState::Closing } else { BodyState::Running };
                Some(Polled::Pending)
            }
        },
    }
}

/// Makes the body. Returns the arguments that it takes in its first poll.
#[inline]
fn start<B, Y, S, E, K, W>(generator: &mut Generator<B, Y, S, E, K, W>) -> W::Arguments
where
    W: MakeBody<B, Y, S, E>,
{
    // INVARIANT: a panic in what follows leaves a closed generator, whose storage is not read.
    generator.state = BodyState::Closed;
    // SAFETY: the storage still holds what makes the body (an invariant of `Generator`).
    let unstarted = unsafe { &mut generator.storage.unstarted };
    // SAFETY: the generator is closed: nothing reads it again. It is not pinned.
    let unstarted = unsafe { ManuallyDrop::take(unstarted) };
    let (body, arguments) = W::make(unstarted);
    generator.storage = Storage { body: ManuallyDrop::new(body) };
    // INVARIANT: the storage holds a body.
    generator.state = BodyState::Created;
    arguments
}

/// Drops a body that was suspended with an open slot, while the slot's frame is there.
#[cold]
#[inline(never)]
fn drop_suspended_in_item<B, Y, S, E, K, W>(generator: &mut Generator<B, Y, S, E, K, W>) -> ! {
    // INVARIANT: the storage still holds a body, as after every poll that is pending.
    generator.state = BodyState::Running;
    clear(generator);
    panic!("an async generator suspended while it was evaluating an item that it yields")
}

// SAFETY: everything that is sent with a generator is the `B` or `W` in its storage; the other
// fields are a number and nothing at all. The bounds are those of a derived implementation, which
// rustc explains in more words where they do not hold.
unsafe impl<B: Send, Y, S, E, K, W: Send> Send for Generator<B, Y, S, E, K, W> {}

// SAFETY: a shared reference gives access to `state` and nothing else.
unsafe impl<B: Sync, Y, S, E, K, W: Sync> Sync for Generator<B, Y, S, E, K, W> {}

/// A derived implementation would have this bound, and less helpful errors.
impl<B: Unpinned, Y, S, E, K, W> Unpin for Generator<B, Y, S, E, K, W> {}

impl<B, Y, S, E, K, W> Drop for Generator<B, Y, S, E, K, W> {
    #[inline]
    fn drop(&mut self) {
        clear(self);
    }
}
