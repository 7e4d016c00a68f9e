//! `Send`, `Sync` and `Unpin` follow the body, as for an `async` block. Also the other traits of a
//! generator, and its size.
#![allow(clippy::needless_borrow, clippy::await_holding_lock, clippy::await_holding_refcell_ref)]

use std::cell::{Cell, RefCell};
use std::fmt::Debug;
use std::marker::PhantomPinned;
use std::pin::pin;
use std::rc::Rc;
use std::sync::MutexGuard;

use asyncgen::{AsyncGenerator, BoxAsyncGenerator, LocalBoxAsyncGenerator, async_generator};
use asyncgen_tests::{drain, pending, run};
use futures::stream::FusedStream;
use futures::{Stream, StreamExt};

/// Which auto traits a type has: of two methods of one name, method resolution finds the first only
/// if the type has the trait.
struct Has<T>(T);

/// Found if the type lacks the trait: the receiver needs one more reference.
trait HasNot {
    fn send(&self) -> bool {
        false
    }

    fn sync(&self) -> bool {
        false
    }

    fn unpin(&self) -> bool {
        false
    }
}

impl<T> HasNot for &Has<T> {}

macro_rules! found_first {
    ($($name:ident: $method:ident if $bound:ident)*) => {
        $(trait $name {
            fn $method(&self) -> bool {
                true
            }
        }

        impl<T: $bound> $name for Has<T> {})*
    };
}

found_first! { HasSend: send if Send  HasSync: sync if Sync  HasUnpin: unpin if Unpin }

/// `Send`, `Sync`, `Unpin`.
macro_rules! auto_traits {
    ($value:expr) => {
        [(&Has($value)).send(), (&Has($value)).sync(), (&Has($value)).unpin()]
    };
}

/// `Send` and `Sync` of a generator with each body.
macro_rules! follows_the_body {
    ($($name:ident: [$send:literal, $sync:literal] $body:tt)*) => {
        $(#[test]
        fn $name() {
            #[async_generator]
            async fn generator() $body

            assert_eq!(auto_traits!(generator()), [$send, $sync, false]);
        })*
    };
}

/// The macro above distinguishes both answers.
#[test]
fn both_answers_are_distinguished() {
    assert_eq!(auto_traits!(1), [true, true, true]);
    assert_eq!(auto_traits!(Rc::new(1)), [false, false, true]);
    assert_eq!(auto_traits!(Cell::new(1)), [true, false, true]);
    assert_eq!(auto_traits!(PhantomPinned), [true, true, false]);
}

/// A variable that an item uses for the last time does not live across what comes after that, as in
/// an `async fn`: neither across the yield of the item, nor across those behind it.
mod used_for_the_last_time {
    use super::*;

    /// The macro does not know that it is small.
    struct Row(u32);

    fn row(rc: Rc<u32>) -> Row {
        Row(*rc)
    }

    fn text(rc: Rc<u32>) -> String {
        rc.to_string()
    }

    #[async_generator]
    async fn by_a_yield_of_an_unknown_type() -> Row {
        let rc = Rc::new(1);
        yield_!(row(rc));
        let pointer = std::ptr::null::<u8>();
        yield_!(Row(u32::from(pointer.is_null())));
        let cell = Cell::new(3);
        let reference = &cell;
        yield_!(Row(reference.get()));
        pending(1).await;
    }

    #[async_generator]
    async fn by_a_yield_of_a_known_type() -> String {
        let rc = Rc::new(1);
        yield_!(text(rc));
        pending(1).await;
    }

    fn by_a_yield_of_a_block() -> impl Stream<Item = u32> {
        asyncgen::stream! {
            let pointer = std::ptr::null::<u8>();
            yield u32::from(pointer.is_null());
            let rc = Rc::new(1);
            yield row(rc).0;
            pending(1).await;
        }
    }

    #[test]
    fn it_does_not_live_any_longer() {
        assert!(auto_traits!(by_a_yield_of_an_unknown_type())[0]);
        assert!(auto_traits!(by_a_yield_of_a_known_type())[0]);
        assert!(auto_traits!(by_a_yield_of_a_block())[0]);
        let rows = drain(by_a_yield_of_an_unknown_type());
        assert_eq!(rows.iter().map(|row| row.0).collect::<Vec<_>>(), [1, 1, 3]);
        assert_eq!(drain(by_a_yield_of_a_known_type()), ["1"]);
        assert_eq!(drain(by_a_yield_of_a_block()), [1, 1]);
    }

    /// A large item is no part of the generator where it is made of numbers.
    #[test]
    fn an_item_that_takes_no_variable_has_no_place() {
        #[async_generator]
        async fn large(first: u8) -> [u8; 1024] {
            yield_!([first; 1024]);
            for n in (0..3).rev() {
                yield_!([n; 1024]);
            }
            let mut n = 0;
            while n < 3 {
                yield_!(std::array::from_fn(|_| n));
                n += 1;
            }
        }
        assert!(size_of_val(&large(9)) <= 100, "{}", size_of_val(&large(9)));
        let firsts = drain(large(9)).iter().map(|page| page[0]).collect::<Vec<_>>();
        assert_eq!(firsts, [9, 2, 1, 0, 0, 1, 2]);
    }
}

mod follow_the_body {
    use super::*;

    follows_the_body! {
        nothing_held: [true, true] {
            yield_!();
            pending(1).await;
        }
        rc_held_across_a_yield: [false, false] {
            let rc = Rc::new(1);
            yield_!();
            drop(rc);
        }
        rc_held_across_an_await: [false, false] {
            let rc = Rc::new(1);
            pending(1).await;
            drop(rc);
            yield_!();
        }
        rc_held_across_a_for_await: [false, false] {
            let rc = Rc::new(1);
            #[for_await]
            for () in futures::stream::empty() {}
            drop(rc);
            yield_!();
        }
        rc_dropped_before_each_suspension: [true, true] {
            {
                let rc = Rc::new(1);
                let _ = *rc;
            }
            yield_!();
            {
                let rc = Rc::new(1);
                let _ = *rc;
            }
            pending(1).await;
        }
        rc_held_in_a_guarded_block: [false, false] {
            finally! {}
            let rc = Rc::new(1);
            yield_!();
            drop(rc);
        }
        rc_held_across_a_guarded_block: [false, false] {
            let rc = Rc::new(1);
            let _ = catch! { yield_!() };
            drop(rc);
        }
        rc_dropped_inside_a_guarded_block: [true, true] {
            let _ = catch! {
                yield_!();
                *Rc::new(1)
            };
            finally! { drop(Rc::new(1)); }
            yield_!();
        }
        cell_held_across_a_yield: [true, false] {
            let cell = Cell::new(1);
            yield_!();
            cell.set(2);
        }
        mutex_guard_held_across_a_yield: [false, true] {
            static MUTEX: std::sync::Mutex<u32> = std::sync::Mutex::new(1);
            let guard: MutexGuard<'_, u32> = MUTEX.lock().unwrap();
            yield_!();
            drop(guard);
        }
    }
}

// ---------------------------------------------------------------- items, values, arguments

/// The item goes to the poller's frame, and is in the body at most until that is pending.
#[test]
fn an_item_that_is_not_send_leaves_the_generator_send() {
    #[async_generator]
    async fn f() -> Rc<u32> {
        yield_!(Rc::new(1));
        pending(1).await;
        yield_!(Rc::from(Box::new(2)));
    }
    #[async_generator(send = Rc<u32>)]
    async fn large() -> [Cell<u8>; 64] {
        yield_!(std::array::from_fn(|_| Cell::new(0)));
    }
    assert_eq!(auto_traits!(f()), [true, true, false]);
    assert_eq!(auto_traits!(large()), [true, true, false]);
    assert_eq!(drain(f()), [Rc::new(1), Rc::new(2)]);
}

#[test]
fn an_item_that_is_evaluated_across_an_await_does_not() {
    #[async_generator]
    async fn f() -> (Rc<u32>, ()) {
        yield_!((Rc::new(1), pending(1).await));
    }
    assert_eq!(auto_traits!(f()), [false, false, false]);
    assert_eq!(drain(f()).len(), 1);
}

#[test]
fn sent_and_thrown_types_leave_the_generator_send() {
    #[async_generator(send = Rc<u32>, throws = Rc<str>)]
    async fn f() -> u32 {
        while let Some(n) = yield_!(1).map(|rc| *rc) {
            yield_!(n);
        }
    }
    assert_eq!(auto_traits!(f()), [true, true, false]);
}

#[test]
fn unused_arguments_are_held_too() {
    #[async_generator]
    async fn unused<T>(_it: T) {}
    #[async_generator]
    async fn ignored<T>(_: T) {}
    #[async_generator]
    async fn in_a_pattern<T>((_, _): (T, u8)) {}
    assert_eq!(auto_traits!(unused(1)), [true, true, false]);
    assert_eq!(auto_traits!(unused(Rc::new(1))), [false, false, false]);
    assert_eq!(auto_traits!(ignored(Rc::new(1))), [false, false, false]);
    assert_eq!(auto_traits!(in_a_pattern((Cell::new(1), 1))), [true, false, false]);
}

#[test]
fn a_generic_generator_is_send_when_its_arguments_are() {
    #[async_generator]
    async fn doubled<S: Stream<Item = u32>>(numbers: S, by: &u32) -> u32 {
        #[for_await]
        for n in numbers {
            yield_!(n * by);
        }
    }
    fn spawnable<G: AsyncGenerator + Send>(generator: G) -> G {
        generator
    }
    assert_eq!(drain(spawnable(doubled(doubled(futures::stream::iter([1, 2]), &2), &3))), [6, 12]);
    let local = futures::stream::iter([Rc::new(1)]).map((|rc| *rc) as fn(Rc<u32>) -> u32);
    assert!(!(&Has(doubled(local, &1))).send());
}

/// References to values that are `Sync` are `Send`.
#[test]
fn borrowed_arguments() {
    #[async_generator]
    async fn f<T: ?Sized>(shared: &T) {
        yield_!();
        let _still = shared;
    }
    assert!((&Has(f("text"))).send());
    assert!(!(&Has(f(&Cell::new(1)))).send());
    #[async_generator]
    async fn without_it<T: ?Sized>(_shared: &T) {
        yield_!();
    }
    assert!((&Has(without_it(&Cell::new(1)))).send());
    let text = String::from("text");
    let items = std::thread::scope(|scope| scope.spawn(|| drain(f(&text))).join().unwrap());
    assert_eq!(items.len(), 1);
}

// ---------------------------------------------------------------- boxes and declared bounds

#[test]
fn boxes_are_unpin_and_send_as_their_names_say() {
    #[async_generator(boxed)]
    async fn boxed() -> u32 {
        yield_!(1);
    }
    #[async_generator(boxed(local))]
    async fn local() -> u32 {
        yield_!(1);
    }
    assert_eq!(auto_traits!(boxed()), [true, false, true]);
    assert_eq!(auto_traits!(local()), [false, false, true]);
    assert_eq!(drain::<BoxAsyncGenerator<'_, u32>>(boxed()), [1]);
    assert_eq!(drain::<LocalBoxAsyncGenerator<'_, u32>>(local()), [1]);
}

#[test]
fn the_send_argument_is_part_of_the_signature() {
    trait Numbers {
        #[async_generator(Send)]
        async fn numbers(&self) -> u32;
    }
    struct One;
    impl Numbers for One {
        #[async_generator(Send)]
        async fn numbers(&self) -> u32 {
            yield_!(1);
        }
    }
    fn generically<N: Numbers>(numbers: &N) -> Vec<u32> {
        assert!((&Has(numbers.numbers())).send());
        drain(numbers.numbers())
    }
    assert_eq!(generically(&One), [1]);
}

// ---------------------------------------------------------------- pinning

#[test]
fn borrows_of_locals_live_across_yields() {
    #[async_generator]
    async fn f() -> u32 {
        let mut n = 1;
        let r = &mut n;
        yield_!(*r);
        *r += 1;
        yield_!(*r);
        let cell = RefCell::new(n);
        let mut guard = cell.borrow_mut();
        yield_!(*guard);
        *guard += 1;
        drop(guard);
        yield_!(cell.into_inner());
    }
    let mut g = Box::pin(f());
    let mut items = vec![];
    // The pointer may move between two polls; the generator behind it does not.
    while let Some(item) = run(g.next()) {
        items.push(item);
        g = std::hint::black_box(g);
    }
    assert_eq!(items, [1, 2, 2, 3]);
}

#[test]
fn types_that_are_not_unpin_can_be_held_and_yielded() {
    #[derive(Debug, Default, PartialEq)]
    struct Pinned(PhantomPinned);
    #[async_generator]
    async fn f() -> Pinned {
        let held = pin!(Pinned::default());
        yield_!(Pinned::default());
        assert_eq!(*held, Pinned::default());
    }
    assert_eq!(drain(f()).len(), 1);
}

// ---------------------------------------------------------------- other traits, and the size

#[test]
fn a_generator_is_debug_whatever_it_contains() {
    struct Opaque;
    #[async_generator(send = Opaque, throws = Opaque)]
    async fn f(_held: Opaque) -> Opaque {
        yield_!(Opaque);
    }
    fn shown(it: &impl Debug) -> String {
        format!("{it:?}")
    }
    let mut g = pin!(f(Opaque));
    assert_eq!(shown(&g), "AsyncGenerator { state: Created }");
    assert!(run(g.next()).is_some());
    assert_eq!(shown(&g), "AsyncGenerator { state: Suspended }");
    assert!(run(g.next()).is_none());
    assert_eq!(format!("{g:#?}"), "AsyncGenerator {\n    state: Closed,\n}");
}

#[test]
fn a_generator_is_a_fused_stream() {
    fn fused(it: &impl FusedStream) -> (bool, (usize, Option<usize>)) {
        (it.is_terminated(), it.size_hint())
    }
    #[async_generator]
    async fn f() -> u32 {
        pending(1).await;
        yield_!(1);
    }
    let mut g = pin!(f());
    assert_eq!(fused(&g), (false, (0, None)));
    assert_eq!(run(g.next()), Some(1));
    assert_eq!(fused(&g), (false, (0, None)));
    assert_eq!(run(g.next()), None);
    assert_eq!(fused(&g), (true, (0, Some(0))));
}

#[test]
fn the_size_does_not_grow_with_the_item() {
    #[async_generator]
    async fn small() -> u8 {
        yield_!(1);
    }
    #[async_generator]
    async fn large() -> [u8; 1024] {
        yield_!([0; 1024]);
        yield_!(std::array::from_fn(|at| at as u8));
    }
    assert!(size_of_val(&large()) <= 72, "{}", size_of_val(&large()));
    // An item that is known to be small may stand in the body.
    assert!(size_of_val(&small()) <= 8, "{}", size_of_val(&small()));
    assert_eq!(drain(large())[1][255], 255);
}
