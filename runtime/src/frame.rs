//! How an item leaves the body: a frame on the poller's stack, found through the task context. All `unsafe` is here.
//!
//! [`Generator::run`] puts a [`Frame`] on its stack and polls the body with a [`Context`] whose [`Waker`] points at that
//! frame through [`VTABLE`]. A yield finds the frame from the context it is polled with, writes its item into the
//! frame and returns `Pending`; when it is polled again, there is a new frame, which holds what it was resumed with.
//! So there is no allocation, no thread-local and no self-reference, and the item is never part of the body's future.
//!
//! # Why the types of the frame are right
//!
//! The lookup erases the frame's types: whoever looks up a `Frame<Y, S, E>` must be polled under a frame of exactly
//! these types. Two facts make it so.
//!
//! 1. Only a [`Handle<Y, S, E, _>`](Handle), and the futures that it gives, look up a `Frame<Y, S, E>`; and making a
//!    handle is `unsafe`: whoever does it promises that these futures are awaited **directly by the body** which is
//!    handed to the handle's own [`generator`](Handle::generator) or [`lazy`](Handle::lazy). The macros keep the
//!    promise: the handle's name is hygienic, so that no user can spell it; it never stands among the arguments of
//!    somebody else's macro, which could take it out of there; and each place that uses it carries a `break` to a label
//!    of the body, which does not compile inside any `async` block or closure that somebody else's macro may have put
//!    around it.
//! 2. These two tie the handle's types to those of the [`Generator`], whose `run` is the only one who polls the body.
//!    `Handle` and `Generator` are invariant in all of them, so that no lifetime in them shrinks on the way.
//!
//! # Why nobody else gets the handle, whatever `crate = path` leads to
//!
//! The `unsafe` of an expansion is one call, of [`Handle::asyncgen_new_handle`], by a name that nobody else has: on a
//! type of somebody else's it does not compile, or it is a function that he declared `unsafe` himself. What follows are
//! inherent methods of what that call returned, by value or, for the stream of a loop, through an explicit `&mut`. Rustc
//! takes an inherent method before that of any trait, where both fit the receiver as it stands. So neither the handle
//! nor a pinned stream is an argument of a function that the path could lead elsewhere.

#[cfg(debug_assertions)]
use core::any::type_name;
use core::convert::Infallible;
use core::future::Future;
use core::marker::PhantomData;
use core::mem::{self, ManuallyDrop, MaybeUninit};
use core::pin::Pin;
use core::ptr;
use core::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

use futures_core::Stream;

use crate::awaiting::{NextItem, next_item};
use crate::check::Unpinned;
use crate::flow::{Left, Reaction};
use crate::generator::Items;
use crate::protocol::Resume;

/// Mentions a type without owning one of it; no lifetime in it may shrink or grow.
type Invariant<T> = PhantomData<fn(T) -> T>;

/// What one poll of a body gives to it and takes from it.
///
/// # Invariants
///
/// - `header` is the first field (`repr(C)`), so that a pointer to the frame is a pointer to the header.
/// - `header` is never written after the frame's waker exists: other threads may be reading it through the waker.
#[repr(C)]
struct Frame<'a, Y, S, E> {
    header: Header<'a>,
    /// How many slots are open: taken by a yield that is evaluating its item.
    open_slots: u32,
    /// The item of the yield at which this poll suspended the body.
    item: Option<Y>,
    /// What the yield at which the body stood evaluates to. `Next` once taken.
    resume: Resume<S, E>,
}

/// The frame of a poll that may be the first one.
///
/// # Invariants
///
/// - `frame` is the first field (`repr(C)`), so that a pointer to this is a pointer to the frame.
/// - In the first poll of a body that has arguments, they are initialized until [`TakeArgs`] takes them.
#[repr(C)]
struct Entry<'a, Y, S, E, A> {
    frame: Frame<'a, Y, S, E>,
    arguments: MaybeUninit<A>,
}

/// The part of a frame whose type does not depend on the generator.
struct Header<'a> {
    /// The waker of whoever polls the generator.
    waker: &'a Waker,
    /// The name of the frame's types, which a lookup compares with its own.
    #[cfg(debug_assertions)]
    types: &'static str,
}

impl<'a> Header<'a> {
    #[inline(always)]
    fn new<Y, S, E>(waker: &'a Waker) -> Self {
        Header {
            waker,
            #[cfg(debug_assertions)]
            types: type_name::<Frame<'_, Y, S, E>>(),
        }
    }
}

/// Marks our wakers by its address and forwards everything to the waker in the header.
static VTABLE: RawWakerVTable = RawWakerVTable::new(clone_waker, wake, wake, |_| ());

/// Hands out the original waker: a clone may outlive the frame.
///
/// # Safety
///
/// - `header` points to a live [`Header`].
unsafe fn clone_waker(header: *const ()) -> RawWaker {
    // SAFETY: `header` points to a live `Header` (this function's own precondition), which nobody writes to.
    let header = unsafe { &*header.cast::<Header<'_>>() };
    let clone = ManuallyDrop::new(header.waker.clone());
    RawWaker::new(clone.data(), clone.vtable())
}

/// Wakes the original waker. Serves `wake` as well: our own waker is borrowed by the body, never owned.
///
/// # Safety
///
/// - `header` points to a live [`Header`].
unsafe fn wake(header: *const ()) {
    // SAFETY: `header` points to a live `Header` (this function's own precondition), which nobody writes to.
    let header = unsafe { &*header.cast::<Header<'_>>() };
    header.waker.wake_by_ref();
}

/// The address of the frame that `cx` was made for, if it was made by [`Generator::run`].
#[inline(always)]
fn frame_address(cx: &Context<'_>) -> Option<*const ()> {
    let waker = cx.waker();
    ptr::eq(waker.vtable(), &raw const VTABLE).then(|| waker.data())
}

/// The frame of the poll that is under way.
///
/// # Panics
///
/// If there is none, or (where debug assertions are on) one of other types: the promise of
/// [`Handle::asyncgen_new_handle`] is broken.
#[inline(always)]
fn current_frame<Y, S, E>(cx: &Context<'_>) -> *mut Frame<'static, Y, S, E> {
    let Some(address) = frame_address(cx) else { outside_of_the_body() };
    #[cfg(debug_assertions)]
    assert_types_of_frame::<Y, S, E>(address);
    address.cast_mut().cast()
}

/// What slipped through all other checks panics in every test, instead of being undefined behaviour.
#[cfg(debug_assertions)]
#[inline(never)]
fn assert_types_of_frame<Y, S, E>(address: *const ()) {
    // SAFETY: our wakers live as long as the frame they point at, and this one is borrowed by the caller. The header is
    // its first field, and nobody writes to it.
    let header = unsafe { &*address.cast::<Header<'_>>() };
    let types = type_name::<Frame<'_, Y, S, E>>();
    assert_eq!(types, header.types, "an async generator's `yield` was polled by another generator");
}

#[cold]
#[inline(never)]
fn outside_of_the_body() -> ! {
    panic!("an async generator's `yield` was polled by something else than the generator")
}

/// The right to yield from one body: what the macros' expansions hold, and nobody else can name.
///
/// It is a future, ready at once, for the place that takes the next item. So a yield is two awaits: of the handle, then
/// of what the item's place turns into.
///
/// `Y` is what a yield takes, `S` what `send` hands in, `E` what `throw` raises, `K` how they make an item.
#[must_use = "futures do nothing unless polled"]
pub struct Handle<Y, S, E, K> {
    types: Invariant<(Y, S, E, K)>,
}

impl<Y, S, E, K> Clone for Handle<Y, S, E, K> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<Y, S, E, K> Copy for Handle<Y, S, E, K> {}

impl<Y, S, E, K> Handle<Y, S, E, K> {
    /// A handle for the body that is about to be written. Its name belongs to nobody else: see the top of this file.
    ///
    /// # Safety
    ///
    /// - The handle, and the futures that it and its slots give, are polled by nothing but the body that is given to
    ///   this handle's [`generator`](Self::generator) or made by what is given to its [`lazy`](Self::lazy) (or by
    ///   `async` blocks that this body awaits on the spot), with the context which that body itself is polled with.
    /// - The future that comes out of these the body awaits at once.
    /// - The body awaits the [`TakeArgs`] that [`lazy`](Self::lazy) hands it once, and before anything else.
    /// - A [`PinnedStream`] made with the handle is a variable of the body that nothing moves after its first
    ///   [`for_await_next`](PinnedStream::for_await_next).
    #[inline(always)]
    pub const unsafe fn asyncgen_new_handle() -> Self {
        Handle { types: PhantomData }
    }

    /// The same behind a reference, which an `async` block without `move` can capture.
    #[inline(always)]
    pub const fn by_reference<'a>(self) -> &'a Self {
        &Handle { types: PhantomData }
    }

    /// The generator whose body is `body`, in which this handle's yields stand.
    #[inline(always)]
    pub fn generator<B>(self, body: B) -> Generator<B, Y, S, E, K>
    where
        B: Future<Output = Result<(), E>>,
        K: Items<Y, E>,
    {
        let place = Place { body: ManuallyDrop::new(body) };
        // INVARIANT: there is a body.
        Generator { live: Live::Created, place, types: PhantomData }
    }

    /// The generator whose body `make` makes when it starts, in which this handle's yields stand. The body gets the
    /// arguments from the future that is handed to `make`.
    ///
    /// They are not in the body's future from the start, because what an `async` block captures keeps its place beside
    /// the variable to which it is moved.
    #[inline(always)]
    pub fn lazy<A, F, B>(self, arguments: A, make: F) -> Generator<B, Y, S, E, K, LazyBody<F, A>>
    where
        F: FnOnce(TakeArgs<Y, S, E, A>) -> B,
        B: Future<Output = Result<(), E>>,
        K: Items<Y, E>,
    {
        let place = Place { waiting: ManuallyDrop::new(LazyBody { make, arguments }) };
        // INVARIANT: there is what makes the body.
        Generator { live: Live::Waiting, place, types: PhantomData }
    }

    /// Never called: it tells the compiler the type of an item, where that has no name.
    #[cold]
    #[must_use]
    pub fn an_item(self) -> Y {
        unreachable!()
    }

    /// A stream that the body goes over.
    #[inline(always)]
    pub fn pinned<T>(self, stream: T) -> PinnedStream<T> {
        PinnedStream { stream }
    }
}

/// A stream that a body goes over, where it stands: a pointer to it would be 8 bytes more in the body's future.
pub struct PinnedStream<S> {
    stream: S,
}

impl<S> PinnedStream<S> {
    /// The future of the stream's next item, polled with the original waker.
    #[inline(always)]
    pub fn for_await_next(&mut self) -> NextItem<'_, S>
    where
        S: Stream,
    {
        // SAFETY: from now on nothing moves the stream (the promise of `Handle::asyncgen_new_handle`), and nothing else
        // gives out `&mut` access.
        next_item(unsafe { Pin::new_unchecked(&mut self.stream) })
    }
}

/// The future that takes the arguments of a body in its first poll. See [`Handle::lazy`].
#[must_use = "futures do nothing unless polled"]
pub struct TakeArgs<Y, S, E, A> {
    types: Invariant<(Y, S, E, A)>,
}

impl<Y, S, E, A> Future for TakeArgs<Y, S, E, A> {
    type Output = A;

    #[inline(always)]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<A> {
        let entry: *mut Entry<'static, Y, S, E, A> = current_frame::<Y, S, E>(cx).cast();
        // SAFETY: the frame is that of the body's first poll (the promise of `Handle::asyncgen_new_handle`), which begins an `Entry` of
        // these types, on the stack of the poll that made `cx`.
        let arguments = unsafe { &mut (*entry).arguments };
        // SAFETY: in the first poll they are initialized, and they are taken once (the promise of `Handle::asyncgen_new_handle`).
        Poll::Ready(unsafe { arguments.assume_init_read() })
    }
}

impl<Y, S, E, K> Future for Handle<Y, S, E, K> {
    type Output = Slot<Y, S, E>;

    #[inline(always)]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Slot<Y, S, E>> {
        let frame = current_frame::<Y, S, E>(cx);
        // SAFETY: `frame` points to a live frame of these types, which the poll that made `cx` keeps on its stack
        // (the promise of `Handle::asyncgen_new_handle`).
        let open_slots = unsafe { &mut (*frame).open_slots };
        *open_slots += 1;
        // INVARIANT: the slot has been counted.
        Poll::Ready(Slot { frame, types: PhantomData })
    }
}

/// The place in the current frame that takes an item.
///
/// While it is there, the body must not suspend: it would point to a frame that is gone. The macros see to that as far as
/// syntax shows it. For the rest the frame counts the slots: [`Generator::run`] drops a body that suspends with one
/// open, while the frame is still there.
///
/// # Invariants
///
/// - `frame` points to the frame of the poll that is under way, which has counted this slot.
pub struct Slot<Y, S, E> {
    frame: *mut Frame<'static, Y, S, E>,
    types: Invariant<(Y, S, E)>,
}

/// Put or left by `?`, `break`, `return` or a panic, it is open no longer.
impl<Y, S, E> Drop for Slot<Y, S, E> {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: the frame is live (an invariant of this type), and nothing else refers to the count while the body
        // runs or is dropped.
        let open_slots = unsafe { &mut (*self.frame).open_slots };
        *open_slots -= 1;
    }
}

impl<Y, S, E> Slot<Y, S, E> {
    /// Hands `item` out. Gives a future that suspends the body until it is resumed, for `Some` of what the body is left
    /// with, if it is.
    #[inline(always)]
    pub fn put(self, item: Y) -> Suspend<Y, S, E, Option<Left<E>>> {
        self.fill(item)
    }

    /// The same in a generator with `send = S`, for `Ok` of what was sent, or `Err` of what the body is left with.
    #[inline(always)]
    pub fn exchange(self, item: Y) -> Suspend<Y, S, E, Result<Option<S>, Left<E>>> {
        self.fill(item)
    }

    #[inline(always)]
    fn fill<R>(self, item: Y) -> Suspend<Y, S, E, R> {
        // SAFETY: the frame is live: the body has not suspended since this slot came out of the handle, or the slot
        // would be gone with the body.
        let place = unsafe { &raw mut (*self.frame).item };
        // SAFETY:
        // - nothing refers to the item while the body runs: the poller touches the frame only when the poll is over;
        // - what is overwritten is `None`: this poll's only item is put by the yield that ends it.
        unsafe { place.write(Some(item)) }
        Suspend { types: PhantomData }
    }
}

/// The second half of a yield. See [`Slot::put`] and [`Slot::exchange`].
#[must_use = "futures do nothing unless polled"]
pub struct Suspend<Y, S, E, R> {
    types: Invariant<(Y, S, E, R)>,
}

impl<Y, S, E, R: Reaction<S, E>> Future for Suspend<Y, S, E, R> {
    type Output = R;

    /// Pending in the poll that put the item, ready in the next one.
    #[inline(always)]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<R> {
        let frame = current_frame::<Y, S, E>(cx);
        // SAFETY: as in `Handle::poll`; nothing else refers to the item while the body runs.
        let item = unsafe { &(*frame).item };
        if item.is_some() {
            return Poll::Pending;
        }
        // SAFETY: as in `Handle::poll`; nothing else refers to the resume value while the body runs.
        let resume = unsafe { &mut (*frame).resume };
        Poll::Ready(R::to(mem::replace(resume, Resume::Next)))
    }
}

/// Runs `poll` with a context that carries the waker of whoever polls the generator.
#[inline(always)]
pub(crate) fn with_original_waker<T>(
    cx: &mut Context<'_>,
    poll: impl FnOnce(&mut Context<'_>) -> T,
) -> T {
    let Some(header) = frame_address(cx) else { return poll(cx) };
    // SAFETY: our wakers live as long as the frame they point at, and this one is borrowed through `cx`. The header
    // is its first field, and nobody writes to it.
    let header = unsafe { &*header.cast::<Header<'_>>() };
    poll(&mut Context::from_waker(header.waker))
}

/// What the macros make: a body and where it stands.
///
/// Its fields are here because reaching what is pinned and what may not be there is `unsafe`; what it does is in
/// `generator.rs`.
///
/// # Invariants
///
/// - `live` says what is in `place`: see `Live`. Only this file writes either.
/// - A body that has ended is not polled again. (What it held is dropped by then: an `async` block sees to that itself,
///   when it returns and when it panics.)
/// - The body's future is pinned together with the generator: it is reached in `run` only, and dropped where it is.
#[must_use = "async generators are lazy: nothing of the body runs until the generator is polled"]
pub struct Generator<B, Y, S, E, K, W = Infallible> {
    live: Live,
    place: Place<B, W>,
    types: Invariant<(Y, S, E, K, W)>,
}

/// Where a body stands. In this order: one comparison says whether there is a body that can be polled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Live {
    Created,
    Suspended,
    Running,
    /// `Running` after exit was raised: if the step ends with an error, that error answers `close`.
    Closing,
    /// The body has returned or panicked. (While it is polled, it counts as if it had: that is what a panic leaves.)
    Ended,
    /// It was closed before it started: there is no body.
    Closed,
    /// `Created`, and the body is still to be made.
    Waiting,
}

impl Live {
    /// Whether there is a body that can be polled.
    #[inline(always)]
    fn has_body(self) -> bool {
        self < Live::Ended
    }
}

/// What is made a body, and the body: one after the other in one place, of which an enum would take two.
union Place<B, W> {
    body: ManuallyDrop<B>,
    waiting: ManuallyDrop<W>,
}

/// A body that is made when it starts.
pub struct LazyBody<F, A> {
    make: F,
    arguments: A,
}

/// What makes a body `B` in which yields of these types stand: a [`LazyBody`], or nothing.
pub trait MakeBody<B, Y, S, E>: Sized {
    /// What the body takes in its first poll.
    type Arguments;

    /// The body and its arguments.
    fn make(lazy: Self) -> (B, Self::Arguments);
}

impl<F: FnOnce(TakeArgs<Y, S, E, A>) -> B, A, B, Y, S, E> MakeBody<B, Y, S, E> for LazyBody<F, A> {
    type Arguments = A;

    #[inline(always)]
    fn make(lazy: Self) -> (B, A) {
        ((lazy.make)(TakeArgs { types: PhantomData }), lazy.arguments)
    }
}

/// The body is there from the start.
impl<B, Y, S, E> MakeBody<B, Y, S, E> for Infallible {
    type Arguments = Infallible;

    fn make(never: Self) -> (B, Infallible) {
        match never {}
    }
}

impl<B, Y, S, E, K, W> Generator<B, Y, S, E, K, W> {
    /// Where it stands.
    #[inline(always)]
    pub(crate) fn live(&self) -> Live {
        self.live
    }

    /// Drops what there is.
    #[inline]
    pub(crate) fn close(self: Pin<&mut Self>) {
        // SAFETY: nothing is moved out of `this`: what is pinned in it is dropped where it is.
        let this = unsafe { self.get_unchecked_mut() };
        this.clear();
    }

    #[inline(always)]
    fn clear(&mut self) {
        // INVARIANT: if there is a panic in what follows, nothing is touched again.
        match mem::replace(&mut self.live, Live::Closed) {
            Live::Closed => {}
            Live::Waiting => {
                // SAFETY: what makes the body is there.
                let waiting = unsafe { &mut self.place.waiting };
                // SAFETY: nothing reads it again.
                unsafe { ManuallyDrop::drop(waiting) }
            }
            _ => {
                // SAFETY: the body is there.
                let body = unsafe { &mut self.place.body };
                // SAFETY: nothing reads it again. It is dropped where it is.
                unsafe { ManuallyDrop::drop(body) }
            }
        }
    }

    /// Runs the body to where it suspends or ends; makes it first, if need be. `None` if there is none that could run.
    /// While it waits for something that it awaits, it is `Closing` or `Running`.
    ///
    /// Not `inline(always)`: this has several callers (`poll_next` and `poll_resume`), and a body that is compiled into
    /// each of them is too large to be inlined into any caller of theirs. Each arm of the `match` at the end stands
    /// alone, because a common tail keeps LLVM from seeing that the caller's `match` repeats it.
    #[inline]
    pub(crate) fn run(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        resume: Resume<S, E>,
    ) -> Option<Polled<B::Output, Y>>
    where
        B: Future,
        W: MakeBody<B, Y, S, E>,
    {
        // SAFETY: nothing pinned is moved out of `this`; its only pinned part is pinned again.
        let this = unsafe { self.get_unchecked_mut() };
        let closing = this.live == Live::Closing || matches!(resume, Resume::Exit);
        let frame =
            Frame { header: Header::new::<Y, S, E>(cx.waker()), open_slots: 0, item: None, resume };
        let mut entry: Entry<'_, Y, S, E, W::Arguments> =
            Entry { frame, arguments: MaybeUninit::uninit() };
        if !this.live.has_body() {
            if this.live != Live::Waiting {
                return None;
            }
            this.start(&mut entry.arguments);
        }
        // SAFETY: there is a body.
        let body = unsafe { &mut *this.place.body };
        // SAFETY: it is structurally pinned: `Generator` is `Unpin` only if `B` is, does not move it when it drops it, is
        // not packed, and gives out `&mut` access to it nowhere else.
        let body = unsafe { Pin::new_unchecked(body) };
        let address = (&raw mut entry).cast::<()>().cast_const();
        // SAFETY: `VTABLE` upholds the contract of wakers on a pointer to a live `Header`, which `address` is (first
        // field, `repr(C)`, twice) as long as this waker can be used: it is lent to the body for this poll only, and its
        // clones are clones of the original.
        let waker = unsafe { Waker::new(address, &VTABLE) };
        // Dropping it would do nothing, by a call through the table.
        let waker = ManuallyDrop::new(waker);
        // INVARIANT: that is what a panic leaves.
        this.live = Live::Ended;
        let output = body.poll(&mut Context::from_waker(&waker));
        match (output, entry.frame.item) {
            (Poll::Ready(output), _) => Some(Polled::Ended(output)),
            (Poll::Pending, _) if entry.frame.open_slots != 0 => this.suspended_in_an_item(),
            (Poll::Pending, Some(item)) => {
                this.live = Live::Suspended;
                Some(Polled::Yielded(item))
            }
            (Poll::Pending, None) => {
                this.live = if closing { Live::Closing } else { Live::Running };
                Some(Polled::Waiting)
            }
        }
    }

    /// Drops a body that has suspended while a slot was open, before the slot's frame goes.
    #[cold]
    #[inline(never)]
    fn suspended_in_an_item(&mut self) -> ! {
        // INVARIANT: there is a body still, as after every poll that ends pending.
        self.live = Live::Running;
        self.clear();
        panic!("an async generator suspended while it was evaluating an item that it yields")
    }

    /// Makes the body, and puts its arguments where its first poll takes them.
    #[inline]
    fn start(&mut self, place: &mut MaybeUninit<W::Arguments>)
    where
        W: MakeBody<B, Y, S, E>,
    {
        // INVARIANT: if there is a panic in what follows, there is nothing.
        self.live = Live::Closed;
        // SAFETY: what makes the body is there still.
        let lazy = unsafe { &mut self.place.waiting };
        // SAFETY: nothing reads it again. It is not pinned.
        let lazy = unsafe { ManuallyDrop::take(lazy) };
        let (body, arguments) = W::make(lazy);
        // INVARIANT: the poll that comes is the body's first one.
        place.write(arguments);
        self.place = Place { body: ManuallyDrop::new(body) };
        // INVARIANT: there is a body.
        self.live = Live::Created;
    }
}

// SAFETY: of what is sent, `B` or `W` is all that there is: the other fields are a number and no value at all. As if it
// were derived, which rustc explains in more words.
unsafe impl<B: Send, Y, S, E, K, W: Send> Send for Generator<B, Y, S, E, K, W> {}

// SAFETY: by a shared reference `live` is read, and nothing else.
unsafe impl<B: Sync, Y, S, E, K, W: Sync> Sync for Generator<B, Y, S, E, K, W> {}

/// As if it were derived from the fields, but for what rustc says where it does not hold.
impl<B: Unpinned, Y, S, E, K, W> Unpin for Generator<B, Y, S, E, K, W> {}

impl<B, Y, S, E, K, W> Drop for Generator<B, Y, S, E, K, W> {
    #[inline]
    fn drop(&mut self) {
        self.clear();
    }
}

/// Why a body gave control back.
pub(crate) enum Polled<O, Y> {
    /// It stands at a yield of this value.
    Yielded(Y),
    /// It waits for something that it awaits.
    Waiting,
    /// It has ended with this outcome.
    Ended(O),
}
