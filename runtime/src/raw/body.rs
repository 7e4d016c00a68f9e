//! The memory of a body: how it is made, polled and dropped.

use core::cell::UnsafeCell;
use core::convert::Infallible;
use core::future::Future;
use core::marker::PhantomData;
use core::mem::{self, ManuallyDrop, MaybeUninit};
use core::panic::RefUnwindSafe;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};

use super::frame::{Frame, Invariant};
use super::lazy_body::{LazyBody, MakeBody, TakeArgs};
use super::waker::FrameWaker;
use crate::diagnostics::Unpinned;
use crate::leaving::{Exit, Progress};
use crate::protocol::Resume;
use crate::report::{AsPolled, Polled, Report};

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
/// - The body is pinned with the generator: only `run` refers to it, and it is dropped where it is.
#[must_use = "async generators are lazy: nothing of the body runs until the generator is polled"]
pub struct Generator<B, Y, S, E, K, W = Infallible, C = NoCleanup>
where
    B: Future,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    state: BodyState,
    in_cleanup: C::InCleanup,
    /// In a cell, because the body may refer to itself: a shared reference to the generator, as
    /// `state` takes, would otherwise claim that nobody else refers to its memory for writing.
    storage: UnsafeCell<Storage<B, W>>,
    types: Invariant<(Y, S, E, K, W)>,
}

type Pinned<'g, B, Y, S, E, K, W, C> = Pin<&'g mut Generator<B, Y, S, E, K, W, C>>;

/// Life-cycle state of the body.
///
/// The order matters: the states in which there is a body that can be polled come first, so that
/// one comparison finds them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyState {
    /// The body has not been polled.
    Created = 0,
    /// The body is suspended at a yield.
    Suspended = 1,
    /// The body is pending at something that it awaits.
    Running = 3,
    /// `Running` after exit was raised: an error that ends the step answers `close`.
    Closing = 7,
    /// The body has returned or panicked. It is in this state while it is polled, too, because that
    /// is what a panic leaves behind.
    Ended = 8,
    /// The storage is empty.
    Closed,
    /// `Created`, and what makes the body is in the storage.
    Unstarted,
    /// `Running` in a cleanup, behind which exit is to be raised.
    ExitRemembered,
}

impl BodyState {
    /// From this one on there is no body that is polled in the ordinary way.
    const FIRST_WITHOUT_BODY: u8 = BodyState::Ended as u8;

    /// Whether exit was raised, or is to be.
    #[inline(always)]
    fn is_closing(self) -> bool {
        matches!(self, BodyState::Closing | BodyState::ExitRemembered)
    }

    /// The state of a body that is pending after it was polled in this state. One bit tells, so
    /// that rustc needs no comparison.
    #[inline(always)]
    fn pending(self) -> Self {
        const CLOSING: u8 = BodyState::Closing as u8 ^ BodyState::Running as u8;
        match self as u8 & CLOSING {
            0 => BodyState::Running,
            _ => BodyState::Closing,
        }
    }
}

/// Storage for what makes the body, later for the body. A union, because `state` is the tag.
#[repr(C)]
union Storage<B, W> {
    body: ManuallyDrop<B>,
    unstarted: ManuallyDrop<W>,
    empty: (),
}

impl<B, W> Storage<B, W> {
    /// A constant, because in a debug build a value would be copied twice on the stack.
    #[allow(clippy::declare_interior_mutable_const, reason = "each use is a storage of its own")]
    const EMPTY: UnsafeCell<Self> = UnsafeCell::new(Storage { empty: () });
}

impl<B, Y, S, E, K, W, C> Generator<B, Y, S, E, K, W, C>
where
    B: Future,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    #[inline]
    pub(super) fn new(body: B) -> Self {
        let storage = UnsafeCell::new(Storage { body: ManuallyDrop::new(body) });
        let in_cleanup = C::InCleanup::default();
        // INVARIANT: the storage holds a body.
        Generator { state: BodyState::Created, in_cleanup, storage, types: PhantomData }
    }
}

impl<B, Y, S, E, K, F, A, C> Generator<B, Y, S, E, K, LazyBody<F, A>, C>
where
    B: Future,
    F: FnOnce(TakeArgs<Y, S, E, A>) -> B,
    C: Cleanups<B, Y, S, E>,
{
    /// The arguments may be large, and each move copies them in a debug build: they are written to
    /// where they stay.
    #[inline]
    pub(super) fn lazy(make: F, arguments: A) -> Self {
        let mut generator = Generator {
            state: BodyState::Closed,
            in_cleanup: C::InCleanup::default(),
            storage: Storage::EMPTY,
            types: PhantomData,
        };
        let to = generator.storage.get().cast::<LazyBody<F, A>>();
        // SAFETY: the storage, a union, has room for it, and holds nothing that would be dropped.
        unsafe { LazyBody::write(to, make, arguments) }
        // INVARIANT: the storage holds what makes the body.
        generator.state = BodyState::Unstarted;
        generator
    }
}

/// Life-cycle state of the generator's body.
#[inline(always)]
pub(crate) fn state_of<B, Y, S, E, K, W, C>(generator: &Generator<B, Y, S, E, K, W, C>) -> BodyState
where
    B: Future,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    generator.state
}

/// Drops the body, or what makes it, and marks the generator closed.
#[inline]
pub(crate) fn close<B, Y, S, E, K, W, C>(generator: Pinned<'_, B, Y, S, E, K, W, C>)
where
    B: Future,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    // SAFETY: nothing is moved out of `generator`; the body is dropped where it is.
    let generator = unsafe { generator.get_unchecked_mut() };
    clear(generator);
}

#[inline]
fn clear<B, Y, S, E, K, W, C>(generator: &mut Generator<B, Y, S, E, K, W, C>)
where
    B: Future,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    // INVARIANT: a panic in what follows leaves a closed generator, whose storage is not read.
    match mem::replace(&mut generator.state, BodyState::Closed) {
        BodyState::Closed => {}
        BodyState::Unstarted => {
            // SAFETY: the storage holds what makes the body (an invariant of `Generator`).
            let unstarted = unsafe { &mut generator.storage.get_mut().unstarted };
            // SAFETY: the generator is closed: nothing reads it again.
            unsafe { ManuallyDrop::drop(unstarted) }
        }
        _ => {
            // SAFETY: the storage holds the body (an invariant of `Generator`).
            let body = unsafe { &mut generator.storage.get_mut().body };
            // SAFETY: the generator is closed: nothing reads it again. It is dropped where it is.
            unsafe { ManuallyDrop::drop(body) }
        }
    }
}

/// Polls the body, after making it if necessary; the yield at which it is suspended is resumed with
/// `resume`.
#[inline(always)]
pub(crate) fn poll_body<R, B, Y, S, E, K, W, C>(
    generator: Pinned<'_, B, Y, S, E, K, W, C>,
    cx: &Context<'_>,
    resume: Resume<S, E>,
) -> R::Outcome
where
    R: Report<B::Output, Y>,
    B: Future,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    C::poll::<R, K, W>(generator, cx, resume)
}

/// Raises exit in a running generator, where its body waits. As [`poll_body`] otherwise.
#[inline(always)]
pub(crate) fn raise_exit<R, B, Y, S, E, K, W, C>(
    generator: Pinned<'_, B, Y, S, E, K, W, C>,
    cx: &Context<'_>,
) -> R::Outcome
where
    R: Report<B::Output, Y>,
    B: Future,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    C::raise_exit::<R, K, W>(generator, cx)
}

/// Polls the body, not to leave it.
///
/// The body is inlined into what polls it if that is one function, whatever the report is. A debug
/// build inlines no body: there, the report is made at once, which needs less of the stack.
#[inline(always)]
fn run_ordinarily<R, B, Y, S, E, K, W, C>(
    generator: Pinned<'_, B, Y, S, E, K, W, C>,
    cx: &Context<'_>,
    resume: Resume<S, E>,
) -> R::Outcome
where
    R: Report<B::Output, Y>,
    B: Future,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    #[cfg(debug_assertions)]
    {
        run::<R, _, _, _, _, _, _, _>(generator, cx, resume, Exit::None)
    }
    #[cfg(not(debug_assertions))]
    {
        let is_closing = matches!(resume, Resume::Exit) || generator.state.is_closing();
        run::<AsPolled<false>, _, _, _, _, _, _, _>(generator, cx, resume, Exit::None)
            .report::<R>(is_closing)
    }
}

/// Polls the body; if it leaves, as `exit` says.
///
/// It is not `inline(always)`: with several callers, that compiles the body once for each of them,
/// and no copy is small enough to be inlined further. A debug build inlines no body; there, each
/// layer of generators needs less of the stack without another call, and if there is nothing that
/// a panic would drop: so what may be dropped is moved on at once.
#[cfg_attr(debug_assertions, inline(always))]
#[cfg_attr(not(debug_assertions), inline)]
fn run<R, B, Y, S, E, K, W, C>(
    generator: Pinned<'_, B, Y, S, E, K, W, C>,
    cx: &Context<'_>,
    resume: Resume<S, E>,
    exit: Exit,
) -> R::Outcome
where
    R: Report<B::Output, Y>,
    B: Future,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    let closes = matches!(resume, Resume::Exit);
    let mut frame = Frame::<Y, S, E, W::Arguments>::UNINIT;
    Frame::write(&mut frame, cx, resume, exit);
    // SAFETY: all of its fields are initialized, but for the arguments, which need not be.
    let frame = unsafe { frame.assume_init_mut() };
    // SAFETY: nothing pinned is moved out of `generator`; its only pinned part is pinned again.
    let generator = unsafe { generator.get_unchecked_mut() };
    frame.prefix.progress.in_cleanup = C::InCleanup::is_set(generator.in_cleanup);
    let before = if closes { BodyState::Closing } else { generator.state };
    if before as u8 >= BodyState::FIRST_WITHOUT_BODY
        && !prepare(generator, &mut frame.arguments, R::LEAVES)
    {
        return R::no_body();
    }
    let mut waker = FrameWaker::UNINIT;
    // SAFETY: the pointer leads to a `Prefix`: it is the frame's first field, `repr(C)`. The frame
    // outlives this waker, which is lent to the body for this poll only.
    let waker = unsafe { waker.lead_to((&raw mut *frame).cast(), R::LEAVES) };
    // SAFETY: the storage holds a body (an invariant of `Generator`), and is pinned since its first
    // poll.
    let body = unsafe { pinned_body(generator.storage.get_mut()) };
    // INVARIANT: a panic leaves a body that has ended.
    generator.state = BodyState::Ended;
    let polled = body.poll(&mut Context::from_waker(waker));
    let open_slots = frame.prefix.open_slots;
    let progress = &frame.prefix.progress;
    let item = &mut frame.item;
    after_poll::<R, _, _, _, _, _, _, _>(generator, polled, progress, open_slots, item, before)
}

/// Makes the body if it is to be made. Returns whether there is one to poll, in a state in which it
/// is not polled in the ordinary way.
#[cfg_attr(debug_assertions, inline)]
#[cfg_attr(not(debug_assertions), inline(always))]
fn prepare<B, Y, S, E, K, W, C>(
    generator: &mut Generator<B, Y, S, E, K, W, C>,
    arguments: &mut MaybeUninit<W::Arguments>,
    leaves: bool,
) -> bool
where
    B: Future,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    match generator.state {
        BodyState::Unstarted => {
            start(generator, arguments);
            true
        }
        BodyState::ExitRemembered => leaves,
        _ => false,
    }
}

/// The state after a poll, and what came of it.
///
/// Apart from [`run`], so that a debug build needs less of the stack while the body runs. Each
/// report is returned on its own, because LLVM would not see through a common tail, and then the
/// caller's `match` is not merged with it.
#[cfg_attr(debug_assertions, inline)]
#[cfg_attr(not(debug_assertions), inline(always))]
fn after_poll<R, B, Y, S, E, K, W, C>(
    generator: &mut Generator<B, Y, S, E, K, W, C>,
    polled: Poll<B::Output>,
    progress: &Progress,
    open_slots: u32,
    item: &mut Option<Y>,
    before: BodyState,
) -> R::Outcome
where
    R: Report<B::Output, Y>,
    B: Future,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    if let Poll::Ready(output) = polled {
        return R::ended(output, before.is_closing());
    }
    if open_slots != 0 {
        drop_suspended_in_item(generator, item);
    }
    generator.in_cleanup = C::InCleanup::of(progress.in_cleanup);
    if let Some(item) = item.take() {
        generator.state = BodyState::Suspended;
        return R::yielded(item, R::LEAVES && progress.exit_is_due());
    }
    if R::LEAVES {
        return after_leaving::<R, _, _, _, _, _, _, _>(generator, *progress);
    }
    generator.state = before.pending();
    R::pending()
}

/// The state of a body that waits after a poll to leave it.
fn after_leaving<R, B, Y, S, E, K, W, C>(
    generator: &mut Generator<B, Y, S, E, K, W, C>,
    progress: Progress,
) -> R::Outcome
where
    R: Report<B::Output, Y>,
    B: Future,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    generator.state = match (progress.exit_is_due(), progress.in_cleanup) {
        (false, _) => BodyState::Closing,
        (true, true) => BodyState::ExitRemembered,
        (true, false) => {
            // There is no guarded block to leave.
            generator.state = BodyState::Running;
            clear(generator);
            return R::no_body();
        }
    };
    R::pending()
}

/// The body.
///
/// # Safety
///
/// - The storage holds one, and is pinned.
#[inline(always)]
unsafe fn pinned_body<B, W>(storage: &mut Storage<B, W>) -> Pin<&mut B> {
    // SAFETY: the storage holds a body (this function's own precondition).
    let body = unsafe { &mut *storage.body };
    // SAFETY: the body is structurally pinned: `Generator` is `Unpin` only if `B` is, its `Drop`
    // does not move the body, it is not packed, and it gives no other `&mut` access to the body.
    unsafe { Pin::new_unchecked(body) }
}

/// Makes the body, and moves the arguments that it takes in its first poll to `arguments`.
#[inline]
fn start<B, Y, S, E, K, W, C>(
    generator: &mut Generator<B, Y, S, E, K, W, C>,
    arguments: &mut MaybeUninit<W::Arguments>,
) where
    B: Future,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    // INVARIANT: a panic in what follows leaves a closed generator, whose storage is not read.
    generator.state = BodyState::Closed;
    let unstarted = generator.storage.get().cast::<W>();
    // SAFETY: the storage, a union, still holds what makes the body (an invariant of `Generator`),
    // and nobody uses that after this, because the generator is closed. It is not pinned.
    let body = unsafe { W::make(unstarted, arguments) };
    let storage = generator.storage.get().cast::<B>();
    // SAFETY: the storage, a union, has room for it, and holds nothing that would be dropped.
    unsafe { storage.write(body) }
    // INVARIANT: the storage holds a body.
    generator.state = BodyState::Created;
}

/// Drops a body that was suspended with an open slot, while the slot's frame is there.
#[cold]
#[inline(never)]
fn drop_suspended_in_item<B, Y, S, E, K, W, C>(
    generator: &mut Generator<B, Y, S, E, K, W, C>,
    item: &mut Option<Y>,
) -> !
where
    B: Future,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    // INVARIANT: the storage still holds a body, as after every poll that is pending.
    generator.state = BodyState::Running;
    clear(generator);
    *item = None;
    panic!("an async generator suspended while it was evaluating an item that it yields")
}

/// How a body is polled and dropped, as its `finally!` blocks ask for it.
pub trait Cleanups<B: Future, Y: ?Sized, S, E>: Sized {
    /// Remembers whether a cleanup that may await is under way.
    type InCleanup: Flag;

    /// Polls the body.
    fn poll<R: Report<B::Output, Y>, K, W: MakeBody<B, Y, S, E>>(
        generator: Pinned<'_, B, Y, S, E, K, W, Self>,
        cx: &Context<'_>,
        resume: Resume<S, E>,
    ) -> R::Outcome
    where
        Y: Sized;

    /// Raises exit where the body waits, or behind the cleanup that does.
    fn raise_exit<R: Report<B::Output, Y>, K, W: MakeBody<B, Y, S, E>>(
        generator: Pinned<'_, B, Y, S, E, K, W, Self>,
        cx: &Context<'_>,
    ) -> R::Outcome
    where
        Y: Sized;

    /// Drops the body, after the cleanups that run then.
    fn drop_body<K, W: MakeBody<B, Y, S, E>>(generator: Pinned<'_, B, Y, S, E, K, W, Self>)
    where
        Y: Sized;
}

/// Of a body without `finally!`.
pub struct NoCleanup;

impl<B: Future, Y: ?Sized, S, E> Cleanups<B, Y, S, E> for NoCleanup {
    type InCleanup = ();

    #[inline(always)]
    fn poll<R: Report<B::Output, Y>, K, W: MakeBody<B, Y, S, E>>(
        generator: Pinned<'_, B, Y, S, E, K, W, Self>,
        cx: &Context<'_>,
        resume: Resume<S, E>,
    ) -> R::Outcome
    where
        Y: Sized,
    {
        run_ordinarily::<R, _, _, _, _, _, _, _>(generator, cx, resume)
    }

    #[inline]
    fn raise_exit<R: Report<B::Output, Y>, K, W: MakeBody<B, Y, S, E>>(
        generator: Pinned<'_, B, Y, S, E, K, W, Self>,
        _: &Context<'_>,
    ) -> R::Outcome
    where
        Y: Sized,
    {
        close(generator);
        R::no_body()
    }

    #[inline]
    fn drop_body<K, W: MakeBody<B, Y, S, E>>(generator: Pinned<'_, B, Y, S, E, K, W, Self>)
    where
        Y: Sized,
    {
        close(generator);
    }
}

/// Of a body with `finally!`. `F` is `bool` where one of its cleanups may await, else `()`.
pub struct Cleanup<F> {
    in_cleanup: PhantomData<F>,
}

/// Of a body whose cleanups do not await.
pub type PromptCleanup = Cleanup<()>;

/// Of a body with a cleanup that awaits, or may do so.
pub type AwaitingCleanup = Cleanup<bool>;

impl<B: Future, Y: ?Sized, S, E, F: Flag> Cleanups<B, Y, S, E> for Cleanup<F> {
    type InCleanup = F;

    #[inline]
    fn poll<R: Report<B::Output, Y>, K, W: MakeBody<B, Y, S, E>>(
        generator: Pinned<'_, B, Y, S, E, K, W, Self>,
        cx: &Context<'_>,
        resume: Resume<S, E>,
    ) -> R::Outcome
    where
        Y: Sized,
    {
        // `in_cleanup` is there to spare the other bodies the question.
        if F::is_set(generator.in_cleanup) && generator.state == BodyState::ExitRemembered {
            return leave(generator, cx, Exit::Remembered).report::<R>(true);
        }
        run_ordinarily::<R, _, _, _, _, _, _, _>(generator, cx, resume)
    }

    fn raise_exit<R: Report<B::Output, Y>, K, W: MakeBody<B, Y, S, E>>(
        generator: Pinned<'_, B, Y, S, E, K, W, Self>,
        cx: &Context<'_>,
    ) -> R::Outcome
    where
        Y: Sized,
    {
        let exit = if F::is_set(generator.in_cleanup) { Exit::Remembered } else { Exit::Requested };
        leave(generator, cx, exit).report::<R>(true)
    }

    #[inline]
    fn drop_body<K, W: MakeBody<B, Y, S, E>>(generator: Pinned<'_, B, Y, S, E, K, W, Self>)
    where
        Y: Sized,
    {
        match generator.state {
            BodyState::Suspended
            | BodyState::Running
            | BodyState::Closing
            | BodyState::ExitRemembered => drop_started(generator),
            _ => close(generator),
        }
    }
}

/// A flag, or nothing in its place.
pub trait Flag: Copy + Default {
    fn is_set(flag: Self) -> bool;

    fn of(value: bool) -> Self;
}

impl Flag for () {
    #[inline(always)]
    fn is_set((): ()) -> bool {
        false
    }

    #[inline(always)]
    fn of(_: bool) {}
}

impl Flag for bool {
    #[inline(always)]
    fn is_set(flag: bool) -> bool {
        flag
    }

    #[inline(always)]
    fn of(value: bool) -> bool {
        value
    }
}

/// The poll of a body that is being left, for `close` and for a drop.
#[cold]
#[inline(never)]
fn run_out_of_line<B, Y, S, E, K, W, F>(
    generator: Pinned<'_, B, Y, S, E, K, W, Cleanup<F>>,
    cx: &Context<'_>,
    resume: Resume<S, E>,
    exit: Exit,
) -> Polled<B::Output, Y>
where
    B: Future,
    W: MakeBody<B, Y, S, E>,
    F: Flag,
{
    run::<AsPolled<true>, _, _, _, _, _, _, _>(generator, cx, resume, exit)
}

/// Polls the body so that exit is raised. If a yield is reached before that, its item is dropped,
/// and exit is raised there.
#[cold]
fn leave<B, Y, S, E, K, W, F>(
    mut generator: Pinned<'_, B, Y, S, E, K, W, Cleanup<F>>,
    cx: &Context<'_>,
    exit: Exit,
) -> Polled<B::Output, Y>
where
    B: Future,
    W: MakeBody<B, Y, S, E>,
    F: Flag,
{
    match run_out_of_line(generator.as_mut(), cx, Resume::Next, exit) {
        Polled::YieldedTooEarly(item) => {
            drop(item);
            run_out_of_line(generator, cx, Resume::Exit, Exit::Raised)
        }
        polled => polled,
    }
}

/// Drops a body that has started and not ended, after its cleanups.
#[cold]
fn drop_started<B, Y, S, E, K, W, F>(generator: Pinned<'_, B, Y, S, E, K, W, Cleanup<F>>)
where
    B: Future,
    W: MakeBody<B, Y, S, E>,
    F: Flag,
{
    let mut guard = ClearOnDrop { generator };
    let cx = &Context::from_waker(Waker::noop());
    if guard.generator.state != BodyState::Suspended {
        let polled =
            run_out_of_line(guard.generator.as_mut(), cx, Resume::Next, Exit::DropRequested);
        if !matches!(polled, Polled::YieldedTooEarly(_)) {
            return;
        }
    }
    // If the yield is in a cleanup, exit leaves that: it does not wait.
    // SAFETY: nothing is moved out of the generator.
    let generator = unsafe { guard.generator.as_mut().get_unchecked_mut() };
    generator.in_cleanup = F::of(false);
    drop(run_out_of_line(guard.generator.as_mut(), cx, Resume::Exit, Exit::DropRaised));
}

/// Drops the body also when a cleanup panics.
struct ClearOnDrop<'g, B, Y, S, E, K, W, C>
where
    B: Future,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    generator: Pinned<'g, B, Y, S, E, K, W, C>,
}

impl<B, Y, S, E, K, W, C> Drop for ClearOnDrop<'_, B, Y, S, E, K, W, C>
where
    B: Future,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    fn drop(&mut self) {
        close(self.generator.as_mut());
    }
}

// SAFETY: everything that is sent with a generator is the `B` or `W` in its storage; the other
// fields are a number and nothing at all. The bounds are those of a derived implementation, which
// rustc explains in more words where they do not hold.
unsafe impl<B, Y, S, E, K, W, C> Send for Generator<B, Y, S, E, K, W, C>
where
    B: Future + Send,
    W: MakeBody<B, Y, S, E> + Send,
    C: Cleanups<B, Y, S, E>,
{
}

// SAFETY: a shared reference gives access to `state` and nothing else.
unsafe impl<B, Y, S, E, K, W, C> Sync for Generator<B, Y, S, E, K, W, C>
where
    B: Future + Sync,
    W: MakeBody<B, Y, S, E> + Sync,
    C: Cleanups<B, Y, S, E>,
{
}

/// The cell around the storage would take it away.
impl<B, Y, S, E, K, W, C> RefUnwindSafe for Generator<B, Y, S, E, K, W, C>
where
    B: Future + RefUnwindSafe,
    W: MakeBody<B, Y, S, E> + RefUnwindSafe,
    C: Cleanups<B, Y, S, E>,
{
}

/// A derived implementation would have this bound, and less helpful errors.
impl<B, Y, S, E, K, W, C> Unpin for Generator<B, Y, S, E, K, W, C>
where
    B: Future + Unpinned,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
}

impl<B, Y, S, E, K, W, C> Drop for Generator<B, Y, S, E, K, W, C>
where
    B: Future,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    #[inline]
    fn drop(&mut self) {
        // SAFETY: a generator that is being dropped is not moved again.
        let generator = unsafe { Pin::new_unchecked(self) };
        C::drop_body(generator);
    }
}
