//! `boxed`: one lifetime bounds everything that the generator captures, and the lifetimes that the
//! macro adds are the same in a trait and in each of its impls.
// Unusual signatures are tested, so lints about their style are off.
#![allow(clippy::all)]
#![deny(warnings, clippy::multiple_bound_locations)]

use std::borrow::Cow;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use asyncgen::{AsyncGeneratorExt, BoxAsyncGenerator, LocalBoxAsyncGenerator, async_generator};
use asyncgen_tests::{drain, run};
use futures::StreamExt;

// ---------------------------------------------------------------- traits

mod traits {
    use super::*;

    trait Associated: Sync {
        type Key: Send + Sync;
        type Item;

        #[async_generator(boxed)]
        async fn by_key(&self, key: Self::Key) -> u32;

        #[async_generator(boxed)]
        async fn by_reference(&self, key: &Self::Key) -> Self::Item;

        #[async_generator(boxed)]
        async fn items(&self) -> Self::Item;

        #[async_generator(boxed)]
        async fn provided(&self, key: Self::Key) -> u32 {
            yield_!(1);
            drop(key);
        }
    }

    struct Concrete;

    impl Associated for Concrete {
        type Key = String;
        type Item = usize;

        #[async_generator(boxed)]
        async fn by_key(&self, key: String) -> u32 {
            yield_!(key.len() as u32);
        }

        #[async_generator(boxed)]
        async fn by_reference(&self, key: &String) -> usize {
            yield_!(key.len());
        }

        #[async_generator(boxed)]
        async fn items(&self) -> usize {
            yield_!(7);
        }
    }

    /// With types of the user's own, which a macro cannot distinguish from type parameters.
    struct OwnTypes<T>(T);

    #[derive(Debug, Clone, PartialEq)]
    struct Row(u32);

    impl<T: Clone + Send + Sync> Associated for OwnTypes<T> {
        type Key = Row;
        type Item = T;

        #[async_generator(boxed)]
        async fn by_key(&self, key: Row) -> u32 {
            yield_!(key.0);
        }

        #[async_generator(boxed)]
        async fn by_reference(&self, _key: &Row) -> T {
            yield_!(self.0.clone());
        }

        #[async_generator(boxed)]
        async fn items(&self) -> T {
            yield_!(self.0.clone());
        }
    }

    #[test]
    fn with_associated_types() {
        assert_eq!(drain(Concrete.by_key("ab".into())), [2]);
        assert_eq!(drain(Concrete.by_reference(&"ab".into())), [2]);
        assert_eq!(drain(Concrete.items()), [7]);
        assert_eq!(drain(Concrete.provided("ab".into())), [1]);
        assert_eq!(drain(OwnTypes(Row(3)).by_key(Row(4))), [4]);
        assert_eq!(drain(OwnTypes(Row(3)).by_reference(&Row(4))), [Row(3)]);
        assert_eq!(drain(OwnTypes("x").items()), ["x"]);
    }

    trait Generic<X> {
        #[async_generator(boxed)]
        async fn whole(&self, x: X) -> u32;

        #[async_generator(boxed)]
        async fn part(&self, x: Vec<X>) -> X;

        #[async_generator(boxed, send = X, throws = X)]
        async fn declared(&self) -> u32;
    }

    impl Generic<String> for Concrete {
        #[async_generator(boxed)]
        async fn whole(&self, x: String) -> u32 {
            yield_!(x.len() as u32);
        }

        #[async_generator(boxed)]
        async fn part(&self, x: Vec<String>) -> String {
            for x in x {
                yield_!(x);
            }
        }

        #[async_generator(boxed, send = String, throws = String)]
        async fn declared(&self) -> u32 {
            let sent = yield_!(1);
            Err(sent.unwrap_or_default())?;
        }
    }

    impl Generic<u32> for Concrete {
        #[async_generator(boxed)]
        async fn whole(&self, x: u32) -> u32 {
            yield_!(x);
        }

        #[async_generator(boxed)]
        async fn part(&self, x: Vec<u32>) -> u32 {
            yield_!(x[0]);
        }

        #[async_generator(boxed, send = u32, throws = u32)]
        async fn declared(&self) -> u32 {
            yield_!(1);
        }
    }

    #[test]
    fn with_type_parameters() {
        assert_eq!(drain(Concrete.whole(String::from("ab"))), [2]);
        assert_eq!(drain(Concrete.part(vec![String::from("a")])), ["a"]);
        let mut g: BoxAsyncGenerator<'_, Result<u32, String>, String, String> = Concrete.declared();
        assert_eq!(run(g.next()), Some(Ok(1)));
        assert_eq!(run(g.send("sent".into())), Ok(Some(Err("sent".into()))));
        assert_eq!(drain(Concrete.whole(3)), [3]);
        assert_eq!(drain(Concrete.part(vec![4])), [4]);
        let g: BoxAsyncGenerator<'_, Result<u32, u32>, u32, u32> = Concrete.declared();
        assert_eq!(drain(g), [Ok(1)]);
    }

    trait Receivers {
        #[async_generator(boxed(local))]
        async fn pinned(self: Pin<&mut Self>, key: &str) -> u32;

        #[async_generator(boxed)]
        async fn owned(self: Box<Self>) -> u32;

        #[async_generator(boxed)]
        async fn shared(self: Arc<Self>, key: &str) -> u32;

        #[async_generator(boxed)]
        async fn mutable(&mut self) -> &u32;
    }

    struct Borrows<'a>(&'a u32);

    impl<'a> Receivers for Borrows<'a> {
        #[async_generator(boxed(local))]
        async fn pinned(self: Pin<&mut Self>, key: &str) -> u32 {
            yield_!(*self.0 + key.len() as u32);
        }

        #[async_generator(boxed)]
        async fn owned(self: Box<Self>) -> u32 {
            yield_!(*self.0);
        }

        #[async_generator(boxed)]
        async fn shared(self: Arc<Self>, key: &str) -> u32 {
            yield_!(*self.0 + key.len() as u32);
        }

        #[async_generator(boxed)]
        async fn mutable(&mut self) -> &u32 {
            yield_!(self.0);
        }
    }

    /// A trait with such methods is `dyn`-compatible.
    #[test]
    fn with_every_receiver() {
        let n = 3;
        let mut mutable: Box<dyn Receivers + '_> = Box::new(Borrows(&n));
        assert_eq!(drain(mutable.mutable()), [&3]);
        assert_eq!(drain(mutable.owned()), [3]);
        let mut pinned: Pin<Box<dyn Receivers + '_>> = Box::pin(Borrows(&n));
        assert_eq!(drain(pinned.as_mut().pinned("ab")), [5]);
        let shared: Arc<dyn Receivers + '_> = Arc::new(Borrows(&n));
        assert_eq!(drain(shared.shared("a")), [4]);
    }

    trait Named {
        #[async_generator(boxed)]
        async fn f<'a>(&'a self, key: &'a str) -> &'a str;
    }

    impl Named for Concrete {
        #[async_generator(boxed)]
        async fn f<'b>(&'b self, key: &'b str) -> &'b str {
            yield_!(key);
        }
    }

    #[test]
    fn with_named_lifetimes() {
        assert_eq!(drain(Concrete.f("x")), ["x"]);
    }
}

// ---------------------------------------------------------------- types of an impl

mod impls {
    use super::*;

    struct OfAnIterator<I: Iterator>(I);

    impl<I: Iterator<Item: Send + Into<u32>>> OfAnIterator<I> {
        #[async_generator(boxed)]
        async fn associated(x: I::Item) -> u32 {
            yield_!(x.into());
        }
    }

    struct Holder<T>(T);

    impl<T: Send + Sync + Clone> Holder<T> {
        #[async_generator(boxed, send = T)]
        async fn sent() -> u32 {
            while let Some(_) = yield_!(1) {}
        }

        #[async_generator(boxed, throws = T)]
        async fn raised(&self) -> u32 {
            yield_!(1);
            Err(self.0.clone())?;
        }

        #[async_generator(boxed)]
        async fn in_the_body(&self, _: &str) -> Vec<T> {
            let copy = self.0.clone();
            yield_!(vec![copy]);
        }
    }

    #[test]
    fn are_bound_too() {
        assert_eq!(drain(OfAnIterator::<std::vec::IntoIter<u32>>::associated(5)), [5]);
        let mut g = Holder::<u32>::sent();
        assert_eq!(run(g.next()), Some(1));
        assert_eq!(run(g.send(2)), Ok(Some(1)));
        assert_eq!(drain(Holder("x").raised()), [Ok(1), Err("x")]);
        assert_eq!(drain(Holder("x").in_the_body("")), [["x"]]);
    }

    struct Receivers<T>(T);

    impl<T> Receivers<T> {
        #[async_generator(boxed(local))]
        async fn pinned(self: Pin<&mut Self>, _x: &str) -> &mut T
        where
            T: Unpin,
        {
            yield_!(&mut self.get_mut().0);
        }

        #[async_generator(boxed(local))]
        async fn shared(self: &Rc<Self>, _x: &str) -> &T {
            yield_!(&self.0);
        }

        #[async_generator(boxed(local))]
        async fn of_the_argument(self: Rc<Self>, x: &str) -> &str {
            yield_!(x);
        }
    }

    /// The elided lifetime of the return type is that of `self`, as in every method.
    #[test]
    fn borrow_from_the_receiver() {
        let mut it = Receivers(1);
        drain(Pin::new(&mut it).pinned(&String::new())).into_iter().for_each(|n| *n += 1);
        let it = Rc::new(it);
        let items = {
            let key = String::new();
            drain(it.shared(&key))
        };
        assert_eq!(items, [&2]);
        assert_eq!(drain(it.of_the_argument("x")), ["x"]);
    }
}

// ---------------------------------------------------------------- arguments

mod arguments {
    use super::*;

    #[async_generator(boxed)]
    async fn with_a_static(x: &str, y: &'static str) -> String {
        yield_!(format!("{x}{y}"));
    }

    #[async_generator(boxed)]
    async fn with_statics_inside(
        x: &[&'static str],
        f: Box<dyn Fn(&str) -> usize + Send + 'static>,
    ) -> usize {
        for x in x {
            yield_!(f(x));
        }
    }

    #[async_generator(boxed)]
    async fn only_a_static(x: &'static str) -> &'static str {
        yield_!(x);
    }

    #[test]
    fn that_are_static() {
        let x = String::from("x");
        assert_eq!(drain(with_a_static(&x, "y")), ["xy"]);
        assert_eq!(drain(with_statics_inside(&["a", "bc"], Box::new(str::len))), [1, 2]);
        let outlives: BoxAsyncGenerator<'static, &'static str> = only_a_static("x");
        assert_eq!(drain(outlives), ["x"]);
    }

    #[async_generator(boxed)]
    async fn references_to_impl(
        f: &(impl Fn() -> u32 + Sync),
        numbers: &mut (impl Iterator<Item = u32> + Send),
    ) -> u32 {
        yield_!(f());
        for n in numbers {
            yield_!(n);
        }
    }

    #[async_generator(boxed(local))]
    async fn reference_to_one_impl(
        numbers: &mut impl Iterator<Item = u32>,
        text: &impl ToString,
    ) -> String {
        for n in numbers {
            yield_!(format!("{n}{}", text.to_string()));
        }
    }

    #[test]
    fn that_refer_to_impl_trait() {
        assert_eq!(drain(references_to_impl(&|| 1, &mut [2].into_iter())), [1, 2]);
        assert_eq!(drain(reference_to_one_impl(&mut (1..3), &'x')), ["1x", "2x"]);
    }

    trait Lends<'x> {
        fn lend(&self, x: &'x str) -> &'x str;
    }

    impl<'x> Lends<'x> for () {
        fn lend(&self, x: &'x str) -> &'x str {
            x
        }
    }

    #[async_generator(boxed)]
    async fn higher_ranked(it: Box<dyn for<'x> Lends<'x> + Send>) -> usize {
        yield_!(it.lend("abc").len());
    }

    #[async_generator(boxed)]
    async fn higher_ranked_functions(
        s: &str,
        f: impl for<'x> Fn(&'x str) -> &'x str + Send,
    ) -> usize {
        yield_!(f(s).len());
    }

    #[test]
    fn that_are_higher_ranked() {
        assert_eq!(drain(higher_ranked(Box::new(()))), [3]);
        assert_eq!(drain(higher_ranked_functions(" a ", str::trim)), [1]);
    }

    #[async_generator(boxed)]
    async fn conditional(a: &str, b: &str, #[cfg(any())] x: Missing) -> usize {
        yield_!(a.len() + b.len());
    }

    #[async_generator(boxed)]
    async fn only_a_conditional(#[cfg(any())] x: &Missing) -> u32 {
        yield_!(1);
    }

    #[test]
    fn that_are_configured_away() {
        assert_eq!(drain(conditional("a", "b")), [2]);
        let outlives: BoxAsyncGenerator<'static, u32> = only_a_conditional();
        assert_eq!(drain(outlives), [1]);
    }

    #[async_generator(boxed)]
    async fn with_a_condition(a: &str, #[cfg(all())] u: &u8, #[cfg(any())] x: &Missing) -> usize {
        yield_!(a.len() + usize::from(*u));
    }

    #[async_generator(boxed)]
    async fn lends_what_is_conditional(#[cfg(all())] a: &str, #[cfg(any())] x: &Missing) -> &str {
        yield_!(a);
    }

    #[async_generator(boxed)]
    async fn lends_under_a_condition(a: &str, #[cfg(any())] x: &Missing) -> &str {
        yield_!(a);
    }

    #[async_generator(boxed)]
    async fn with_conditional_parameters<
        'a,
        #[cfg(all())] 'b,
        #[cfg(any())] 'c,
        #[cfg(all())] T: Send,
        #[cfg(all())] U: Send,
        #[cfg(any())] V,
    >(
        a: &'a str,
        #[cfg(all())] b: &'b str,
        #[cfg(any())] c: &'c str,
        #[cfg(all())] t: (T, U),
        #[cfg(any())] v: V,
        #[cfg(all())] i: impl Send,
    ) -> &'a str {
        yield_!(a);
        drop((b, t, i));
    }

    trait Conditional {
        #[async_generator(boxed)]
        async fn method(&self, a: &str, #[cfg(all())] u: &u8, #[cfg(any())] x: &Missing) -> u8;
    }

    impl Conditional for () {
        #[async_generator(boxed)]
        async fn method(&self, a: &str, #[cfg(all())] u: &u8, #[cfg(any())] x: &Missing) -> u8 {
            yield_!(*u);
            let _ = a;
        }
    }

    #[test]
    fn under_a_condition() {
        assert_eq!(drain(with_a_condition("a", &2)), [3]);
        assert_eq!(drain(lends_under_a_condition("a")), ["a"]);
        assert_eq!(drain(lends_what_is_conditional("a")), ["a"]);
        assert_eq!(drain(with_conditional_parameters("a", "b", (1, 2), 3)), ["a"]);
        assert_eq!(drain(().method("a", &4)), [4]);
    }

    struct Plain(usize);

    #[async_generator(boxed)]
    async fn two(a: &str, b: &str) -> usize {
        yield_!(a.len() + b.len());
    }

    #[async_generator(boxed(local), throws = String)]
    async fn nested(a: &mut [u8], b: &[&str], c: &'static str, (n, _): (&u8, [&u8; 1])) -> usize {
        a[0] = *n;
        yield_!(b.len() + c.len());
    }

    #[async_generator(boxed)]
    async fn of_own_types(a: &Plain, b: &mut Plain) -> usize {
        b.0 += a.0;
        yield_!(b.0);
    }

    #[async_generator(boxed)]
    async fn with_static(a: &'static str, b: &str) -> usize {
        yield_!(a.len() + b.len());
    }

    /// A lifetime of a mutable reference's target cannot be shortened.
    #[async_generator(boxed)]
    async fn invariant(a: &mut &str, b: &str) -> usize {
        yield_!(a.len() + b.len());
    }

    #[test]
    fn of_functions_as_pointers() {
        fn pointer<T>(f: for<'a> fn(&'a str, &'a str) -> BoxAsyncGenerator<'a, T>) -> Vec<T> {
            let a = String::from("abc");
            drain(f(&a, "d"))
        }
        assert_eq!(pointer(two), [4]);
        let _: for<'a> fn(&'a str, &'a str) -> BoxAsyncGenerator<'a, _> = two;
        let _: for<'a> fn(&'static str, &'a str) -> BoxAsyncGenerator<'a, _> = with_static;
        let _: for<'a> fn(&'a Plain, &'a mut Plain) -> BoxAsyncGenerator<'a, _> = of_own_types;
        let _: for<'a> fn(
            &'a mut [u8],
            &'a [&'a str],
            &'static str,
            (&'a u8, [&'a u8; 1]),
        ) -> LocalBoxAsyncGenerator<'a, _, (), String> = nested;
        let outlives = String::from("abc");
        let mut lasting = &*outlives;
        {
            let shorter = String::from("de");
            assert_eq!(drain(two(lasting, &shorter)), [5]);
            assert_eq!(drain(invariant(&mut lasting, &shorter)), [5]);
        }
        assert_eq!(lasting, outlives);
        assert_eq!(drain(of_own_types(&Plain(1), &mut Plain(2))), [3]);
    }

    #[async_generator(boxed)]
    async fn cow(x: Cow<'static, str>, y: Cow<'_, str>, z: Option<&u32>) -> String {
        yield_!(format!("{x}{y}{z:?}"));
    }

    #[async_generator(boxed)]
    async fn paths(x: std::vec::IntoIter<u32>) -> u32 {
        for x in x {
            yield_!(x);
        }
    }

    #[test]
    fn of_other_types() {
        assert_eq!(drain(cow("x".into(), "y".into(), None)), ["xyNone"]);
        let outlives: BoxAsyncGenerator<'static, u32> = paths(vec![1].into_iter());
        assert_eq!(drain(outlives), [1]);
    }
}

// ---------------------------------------------------------------- types of the protocol

#[async_generator(boxed, throws = &str)]
async fn raises_a_reference(a: &str, numbers: impl Iterator<Item = u32> + Send) -> u32 {
    for n in numbers {
        yield_!(n);
    }
    Err(a)?;
}

#[async_generator(boxed, send = &str)]
async fn is_sent_references(a: &str, numbers: impl Iterator<Item = u32> + Send) -> usize {
    for n in numbers {
        let sent = yield_!(n as usize);
        yield_!(sent.unwrap_or(a).len());
    }
}

/// Elided lifetimes in the declared types are those of the language's own rule.
#[test]
fn elided_lifetimes_in_declared_types() {
    let a = String::from("a");
    assert_eq!(drain(raises_a_reference(&a, 1..3)), [Ok(1), Ok(2), Err("a")]);
    let mut g = is_sent_references(&a, 1..3);
    assert_eq!(run(g.next()), Some(1));
    assert_eq!(run(g.send("bcd")), Ok(Some(3)));
}

#[async_generator(boxed)]
async fn named_in_the_item_alone<'a>() -> &'a str {
    yield_!("a");
}

#[async_generator(boxed, send = &'a str)]
async fn named_in_what_is_sent<'a>(n: &usize) -> usize {
    let sent = yield_!(*n);
    yield_!(sent.map_or(0, str::len));
}

struct Named<'a>(&'a str);

trait OfLifetime<'a> {
    #[async_generator(boxed)]
    async fn texts(&self, x: &'a str, y: &u8) -> &'a str;
}

impl<'a> Named<'a> {
    #[async_generator(boxed)]
    async fn named_by_the_impl(n: &u8) -> &'a str {
        yield_!("b");
        assert_eq!(*n, 2);
    }
}

impl<'a> OfLifetime<'a> for Named<'_> {
    #[async_generator(boxed)]
    async fn texts(&self, x: &'a str, y: &u8) -> &'a str {
        yield_!(x);
        assert_eq!((self.0, *y), ("x", 2));
    }
}

impl OfLifetime<'static> for u8 {
    #[async_generator(boxed)]
    async fn texts(&self, x: &'static str, y: &u8) -> &'static str {
        yield_!(x);
        assert_eq!(*y, 2);
    }
}

/// Such a lifetime bounds the box as those of the arguments do.
#[test]
fn lifetimes_that_the_declared_types_alone_name() {
    assert_eq!(drain(named_in_the_item_alone()), ["a"]);
    let n = 1;
    let mut g = named_in_what_is_sent(&n);
    assert_eq!(run(g.next()), Some(1));
    assert_eq!(run(g.send("ab")), Ok(Some(2)));
    assert_eq!(drain(Named::named_by_the_impl(&2)), ["b"]);
    assert_eq!(drain(Named("x").texts("c", &2)), ["c"]);
    assert_eq!(drain(1.texts("d", &2)), ["d"]);
}

// The macro must not split the bounds of a type parameter, or clippy would warn.
#[async_generator(boxed)]
async fn bounds_inline<T: Send + Clone>(x: &str, t: T) -> (usize, T) {
    yield_!((x.len(), t.clone()));
}

#[async_generator(boxed)]
async fn bounds_apart<'a, 'b: 'a, F>(x: &'a str, y: &'b str, f: F) -> &'a str
where
    F: Fn(&str) -> bool + Send,
{
    yield_!(x);
    if f(y) {
        yield_!(y);
    }
}

#[test]
fn bounds_among_the_generics_and_in_the_where_clause() {
    assert_eq!(drain(bounds_inline::<u32>("x", 3)), [(1, 3)]);
    assert_eq!(drain(bounds_apart("x", "y", |y| y == "y")), ["x", "y"]);
}

#[test]
fn boxes_say_where_they_stand() {
    let g = bounds_inline::<u32>("x", 3);
    assert_eq!(format!("{g:?}"), "AsyncGenerator { state: Created }");
    let g: LocalBoxAsyncGenerator<'_, (usize, u32)> = Box::pin(bounds_inline::<u32>("x", 3));
    assert_eq!(format!("{g:?}"), "AsyncGenerator { state: Created }");
}
