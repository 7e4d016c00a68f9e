//! The memory of a body: how it is made, polled and dropped.

use core::cell::UnsafeCell;
use core::convert::Infallible;
use core::future::Future;
use core::marker::PhantomData;
use core::mem::{self, ManuallyDrop, MaybeUninit};
use core::panic::RefUnwindSafe;
use core::pin::Pin;
use core::ptr;
use core::task::{Context, Poll, Waker};

use super::frame::{Frame, Invariant};
use super::lazy_body::MakeBody;
use super::waker::FrameWaker;
use crate::body_state::BodyState;
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
    /// The generator whose storage holds `contents`. They may be large, and a debug build copies
    /// what is moved: they are written to where they stay.
    ///
    /// # Safety
    ///
    /// - `contents` are the body, and the state is `Created`, or they are what makes the body, and
    ///   the state is `Unstarted`.
    #[inline]
    pub(super) unsafe fn holding<T>(contents: T, state: BodyState) -> Self {
        let mut generator = Generator {
            state: BodyState::Closed,
            in_cleanup: C::InCleanup::default(),
            storage: Storage::EMPTY,
            types: PhantomData,
        };
        let to = generator.storage.get().cast::<T>();
        // SAFETY: the storage, a union, has room for them, and holds nothing that would be dropped.
        unsafe { ptr::write(to, contents) }
        // INVARIANT: the storage holds what the state says (this function's own precondition).
        generator.state = state;
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
///
/// rustc inlines the body into what polls it if that is one function, so that is the same for all
/// reports. A debug build inlines no body: there each report has a function of its own, which needs
/// less of the stack than to make it of another.
#[cfg(not(debug_assertions))]
#[inline(always)]
pub(crate) fn poll_body<R, B, Y, S, E, K, W, C>(
    generator: Pinned<'_, B, Y, S, E, K, W, C>,
    cx: &Context<'_>,
    resume: ManuallyDrop<Resume<S, E>>,
    exit: Exit,
) -> R::Outcome
where
    R: Report<B::Output, Y>,
    B: Future,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    run::<AsPolled<false>, _, _, _, _, _, _, _>(generator, cx, resume, exit).report::<R>()
}

#[cfg(debug_assertions)]
pub(crate) use self::run as poll_body;

/// Polls the body; if that is to leave it, as `exit` says.
///
/// It is not `inline(always)`: with several callers, that compiles the body once for each of them,
/// and no copy is small enough to be inlined further. A debug build inlines no body. There, each
/// layer of generators needs less of the stack if this is no call, calls others for whatever does
/// not need its variables, and has nothing that a panic would have to drop: so what the frame holds
/// is `ManuallyDrop`. It holds nothing when a poll ends, however that does: the body takes what it
/// is resumed with at once, and suspends when it has yielded.
#[cfg_attr(debug_assertions, inline(always))]
#[cfg_attr(not(debug_assertions), inline)]
pub(crate) fn run<R, B, Y, S, E, K, W, C>(
    mut generator: Pinned<'_, B, Y, S, E, K, W, C>,
    cx: &Context<'_>,
    resume: ManuallyDrop<Resume<S, E>>,
    exit: Exit,
) -> R::Outcome
where
    R: Report<B::Output, Y>,
    B: Future,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    let mut frame = Frame::<Y, S, E, W::Arguments> {
        prefix: Frame::<Y, S, E, W::Arguments>::PREFIX,
        item: Frame::<Y, S, E, W::Arguments>::NO_ITEM,
        resume,
        arguments: Frame::<Y, S, E, W::Arguments>::NO_ARGUMENTS,
    };
    frame.prefix.task = cx.waker();
    frame.prefix.progress.exit = exit;
    let Some(body) = before_poll::<R, _, _, _, _, _, _, _>(&mut generator, &mut frame) else {
        return C::poll_otherwise::<R, K, W>(generator, frame.prefix.task);
    };
    let mut waker = FrameWaker::UNINIT;
    // From here on the frame is used through this pointer, or field by field: a reference to all of
    // it would end what open slots may do with the pointer when they are dropped.
    // SAFETY: the pointer leads to a `Prefix`: it is the frame's first field, `repr(C)`. The frame
    // outlives this waker, which is lent to the body for this poll only.
    let waker = unsafe { waker.lead_to((&raw mut frame).cast(), R::LEAVES) };
    after_poll::<R, _, _, _, _, _, _, _>(
        body.poll(&mut Context::from_waker(waker)),
        generator,
        frame.prefix.open_slots,
        &frame.prefix.progress,
        &mut frame.item,
    )
}

/// The body, which is polled next. `None` if it is not polled in the ordinary way.
#[cfg_attr(debug_assertions, inline)]
#[cfg_attr(not(debug_assertions), inline(always))]
fn before_poll<'g, R, B, Y, S, E, K, W, C>(
    generator: &'g mut Pinned<'_, B, Y, S, E, K, W, C>,
    frame: &mut Frame<'_, Y, S, E, W::Arguments>,
) -> Option<Pin<&'g mut B>>
where
    R: Report<B::Output, Y>,
    B: Future,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    // SAFETY: nothing pinned is moved out of `generator`; its only pinned part is pinned again.
    let generator = unsafe { generator.as_mut().get_unchecked_mut() };
    if generator.state as u8 >= BodyState::FIRST_WITHOUT_BODY
        && !prepare(generator, &mut frame.arguments, R::LEAVES)
    {
        return None;
    }
    frame.prefix.progress.in_cleanup = C::InCleanup::is_set(generator.in_cleanup);
    frame.prefix.progress.before = match *frame.resume {
        Resume::Exit => BodyState::Closing,
        _ => generator.state,
    };
    // INVARIANT: a panic leaves a body that has ended.
    generator.state = BodyState::Ended;
    // SAFETY: the storage holds a body (an invariant of `Generator`), and is pinned since its first
    // poll.
    Some(unsafe { pinned_body(generator.storage.get_mut()) })
}

/// Makes a body that has not started. Returns whether there is one that `run` polls.
#[inline]
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
/// Each report is returned on its own, because LLVM would not see through a common tail, and then
/// the caller's `match` is not merged with it.
#[cfg_attr(debug_assertions, inline)]
#[cfg_attr(not(debug_assertions), inline(always))]
fn after_poll<R, B, Y, S, E, K, W, C>(
    polled: Poll<B::Output>,
    generator: Pinned<'_, B, Y, S, E, K, W, C>,
    open_slots: u32,
    progress: &Progress,
    item: &mut ManuallyDrop<Option<Y>>,
) -> R::Outcome
where
    R: Report<B::Output, Y>,
    B: Future,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    if let Poll::Ready(output) = polled {
        let is_closing = R::LEAVES || matches!(progress.before, BodyState::Closing);
        return R::ended(output, is_closing);
    }
    // SAFETY: nothing is moved out of `generator`; the body is dropped where it is.
    let generator = unsafe { generator.get_unchecked_mut() };
    if open_slots != 0 {
        drop_suspended_in_item(generator);
    }
    generator.in_cleanup = C::InCleanup::of(progress.in_cleanup);
    if let Some(item) = item.take() {
        generator.state = BodyState::Suspended;
        return R::yielded(item, R::LEAVES && progress.exit_is_due());
    }
    if R::LEAVES {
        return after_leaving::<R, _, _, _, _, _, _, _>(generator, *progress);
    }
    generator.state = progress.before.pending();
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
fn drop_suspended_in_item<B, Y, S, E, K, W, C>(generator: &mut Generator<B, Y, S, E, K, W, C>) -> !
where
    B: Future,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    // INVARIANT: the storage still holds a body, as after every poll that is pending.
    generator.state = BodyState::Running;
    clear(generator);
    panic!("an async generator suspended while it was evaluating an item that it yields")
}

/// How a body is polled and dropped, as its `finally!` blocks ask for it.
pub trait Cleanups<B: Future, Y: ?Sized, S, E>: Sized {
    /// Remembers whether a cleanup that may await is under way.
    type InCleanup: Flag;

    /// Polls what `run` does not: there is no body, or exit is due behind its cleanup.
    fn poll_otherwise<R: Report<B::Output, Y>, K, W: MakeBody<B, Y, S, E>>(
        generator: Pinned<'_, B, Y, S, E, K, W, Self>,
        task: &Waker,
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

    #[inline]
    fn poll_otherwise<R: Report<B::Output, Y>, K, W: MakeBody<B, Y, S, E>>(
        _: Pinned<'_, B, Y, S, E, K, W, Self>,
        _: &Waker,
    ) -> R::Outcome
    where
        Y: Sized,
    {
        R::no_body()
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
    fn poll_otherwise<R: Report<B::Output, Y>, K, W: MakeBody<B, Y, S, E>>(
        generator: Pinned<'_, B, Y, S, E, K, W, Self>,
        task: &Waker,
    ) -> R::Outcome
    where
        Y: Sized,
    {
        match generator.state {
            BodyState::ExitRemembered => {
                let cx = &Context::from_waker(task);
                leave(generator, cx, Exit::Remembered).report::<R>()
            }
            _ => R::no_body(),
        }
    }

    fn raise_exit<R: Report<B::Output, Y>, K, W: MakeBody<B, Y, S, E>>(
        generator: Pinned<'_, B, Y, S, E, K, W, Self>,
        cx: &Context<'_>,
    ) -> R::Outcome
    where
        Y: Sized,
    {
        let exit = if F::is_set(generator.in_cleanup) { Exit::Remembered } else { Exit::Requested };
        leave(generator, cx, exit).report::<R>()
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
    run::<AsPolled<true>, _, _, _, _, _, _, _>(generator, cx, ManuallyDrop::new(resume), exit)
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
