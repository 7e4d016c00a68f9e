//! `async_gen!` around every kind of item: each `async gen fn` becomes a generator, and other code
//! is left as it is.
#![allow(unreachable_pub, clippy::needless_pub_self, reason = "visibility is among what is tested")]
#![allow(clippy::double_must_use, clippy::identity_op, reason = "so are attributes and braces")]

use std::pin::pin;
use std::rc::Rc;

// `async_gen!` expands `#[async_generator]` itself, so that it needs no import.
use asyncgen::{AsyncGenerator, AsyncGeneratorExt, async_gen};
use asyncgen_tests::{drain, run};
use futures::{Stream, StreamExt};

// ---------------------------------------------------------------- around the `fn`

mod functions {
    use super::*;

    async_gen! {
        /// Documentation stays.
        #[doc(alias = "range")]
        #[inline]
        pub async gen fn documented(to: u8) -> u8 { for n in 0..to { yield n; } }

        pub(crate) async gen fn in_the_crate() -> u8 { yield 1; }
        pub(super) async gen fn in_the_parent() -> u8 { yield 2; }
        pub(in super::functions) async gen fn in_a_path() -> u8 { yield 3; }

        #[cfg(any())]
        async gen fn configured_out() -> NoSuchType { yield no_such_value; }
        #[cfg(not(any()))]
        async gen fn configured_in() -> u8 { yield 4; }
        #[cfg_attr(all(), must_use)]
        async gen fn configured_attribute() -> u8 { yield 5; }

        #[deprecated]
        async gen fn deprecated() -> u8 { yield 6; }
    }

    #[test]
    #[expect(deprecated, reason = "the attribute has to stay")]
    fn attributes_and_visibility() {
        assert_eq!(drain(documented(2)), [0, 1]);
        let all = in_the_crate().chain(in_the_parent()).chain(in_a_path()).chain(configured_in());
        assert_eq!(
            drain(all.chain(configured_attribute()).chain(deprecated())),
            [1, 2, 3, 4, 5, 6]
        );
    }

    async_gen! {
        /// # Safety
        /// `pointer` is valid for as long as the generator is polled.
        pub async gen unsafe fn read(pointer: *const u8) -> u8 {
            // SAFETY: this function's own precondition.
            yield unsafe { *pointer };
        }
    }

    #[test]
    fn unsafe_functions() {
        let n = 5;
        // SAFETY: `n` lives longer than the generator.
        let g = unsafe { read(&raw const n) };
        assert_eq!(drain(g), [5]);
    }
}

mod signatures {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Array<const N: usize>([u8; N]);

    trait HasItem {
        type Item;
        fn item(&self) -> Self::Item;
    }

    impl HasItem for str {
        type Item = usize;
        fn item(&self) -> usize {
            self.len()
        }
    }

    async_gen! {
        async gen fn generic<'a, T, const N: usize>(items: &'a [T; N]) -> &'a T
        where
            T: PartialOrd<T> + 'a,
            for<'b> &'b T: PartialEq,
        {
            let (mut a, b) = (items.iter(), items.iter().rev());
            for item in b {
                if a.next().is_some_and(|other| other <= item) { yield item; }
            }
        }
        async gen fn braces_in_the_type<const N: usize>() -> Array<{ 1 + 2 }> {
            yield Array([N as u8; { 2 + 1 }]);
        }
        async gen fn braces_in_the_arguments(array: Array<{ 4 / 2 }>, _: u8) -> u8 {
            yield array.0[1];
        }
        async gen fn braces_in_the_generics<const N: usize>() -> Array<N>
        where Array<{ 3 + 0 }>: Sized {
            yield Array([0; N]);
        }
        async gen fn projection<T: HasItem + ?Sized>(of: &T) -> <T as HasItem>::Item {
            yield of.item();
        }
        async gen fn function_types(
            f: fn(u8) -> u8,
            g: impl Fn(u8) -> u8,
            h: &dyn Fn(u8) -> Option<u8>,
        ) -> Box<dyn Fn() -> u8> {
            let n = g(f(1));
            yield Box::new(move || n);
            if let Some(n) = h(n) { yield Box::new(move || n); }
        }
        async gen fn impl_trait(
            items: impl Iterator<Item: Clone + Into<u32>>,
        ) -> impl std::fmt::Debug + PartialEq<u32> {
            for item in items { yield item.into(); }
        }
        async gen fn patterns(
            (a, [b, ..]): (u8, [u8; 3]),
            mut c: u8,
            _: u8,
            Array([d]): Array<1>,
        ) -> u8 {
            c += 1;
            yield a + b; yield c; yield d;
        }
        async gen fn shifts(a: Vec<Vec<u8>>) -> Result<Vec<Vec<u8>>, Box<dyn std::error::Error>> {
            yield Ok(a);
            yield Ok(vec![vec![1_u8 << 2 >> 1]]);
        }
        async gen fn arrays() -> [u8; { const N: usize = 2; N }] { yield [1; 2]; }
        async gen fn comparison() -> bool where Array<{ (1 < 2) as usize }>: Sized {
            yield 1 < 2; yield 2 > 1;
        }
    }

    #[test]
    fn all() {
        assert_eq!(drain(generic(&[1, 2, 3])), [&3, &2]);
        assert_eq!(drain(braces_in_the_type::<7>()), [Array([7, 7, 7])]);
        assert_eq!(drain(braces_in_the_arguments(Array([1, 2]), 0)), [2]);
        assert_eq!(drain(braces_in_the_generics::<{ 1 + 1 }>()), [Array([0, 0])]);
        assert_eq!(drain(projection("four")), [4]);
        let functions = drain(function_types(|n| n + 1, |n| n * 10, &|n| Some(n + 1)));
        assert_eq!(functions.iter().map(|f| f()).collect::<Vec<_>>(), [20, 21]);
        assert!(drain(impl_trait([1_u8, 2].into_iter())).iter().eq(&[1_u32, 2]));
        assert_eq!(drain(patterns((1, [2, 0, 0]), 3, 0, Array([9]))), [3, 4, 9]);
        assert_eq!(
            drain(shifts(vec![vec![1]])).into_iter().flatten().collect::<Vec<_>>(),
            [[[1]], [[2]]]
        );
        assert_eq!(drain(arrays()), [[1, 1]]);
        assert_eq!(drain(comparison()), [true, true]);
    }
}

mod raw {
    use super::*;

    async_gen! {
        async gen fn r#gen(r#yield: u8, r#async: u8) -> u8 { yield r#yield; yield r#async; }
    }

    #[test]
    fn identifiers() {
        assert_eq!(drain(r#gen(1, 2)), [1, 2]);
    }
}

// ---------------------------------------------------------------- impl, trait, mod

mod blocks {
    use super::*;

    async_gen! {
        #[derive(Clone, Debug)]
        pub struct Counter<T> { to: u8, extra: T }

        impl<T: Clone> Counter<T> {
            pub const NEW: fn(u8, T) -> Self = |to, extra| Counter { to, extra };

            /// By reference.
            pub async gen fn by_ref(&self) -> (u8, T) {
                for n in 0..self.to { yield (n, self.extra.clone()); }
            }
            pub async gen fn by_mut(&mut self) -> u8 {
                while self.to > 0 { self.to -= 1; yield self.to; }
            }
            pub async gen fn by_value(mut self) -> T {
                for _ in 0..self.to { self.to -= 1; yield self.extra.clone(); }
            }
            pub async gen fn by_rc(self: Rc<Self>) -> u8 { yield self.to; }
            pub async gen fn by_pin(self: std::pin::Pin<&mut Self>) -> u8 { yield self.to; }
            async gen fn associated() -> u8 { yield 1; }
            pub fn ordinary(&self) -> u8 { self.to }
            pub async fn future(&self) -> u8 { self.to }

            #[async_generator(send = u8)]
            pub async gen fn sums(&self) -> u8 {
                let mut sum = self.to;
                while let Some(n) = yield sum { sum += n; }
            }
            #[async_generator(throws = std::num::ParseIntError)]
            pub async fn parsed(&self, text: &str) -> u8 { yield self.to; yield text.parse()?; }
        }

        pub trait Source {
            type Item;
            const LIMIT: usize = 2;
            /// Without a body.
            async gen fn items(&self) -> Self::Item;
            #[async_generator(send = u8, throws = String)]
            async gen fn everything(&self) -> u8;
            /// With one.
            async gen fn limited(&self) -> Self::Item where Self: Sized {
                let mut left = Self::LIMIT;
                for await item in self.items() {
                    if left == 0 { return }
                    left -= 1;
                    yield item;
                }
            }
            fn ordinary(&self) -> &'static str { "ordinary" }
            async gen fn of_no_one() -> u8 where Self: Sized { yield 1; }
        }

        impl<T: Clone> Source for Counter<T> {
            type Item = T;
            async gen fn items(&self) -> T { for _ in 0..self.to { yield self.extra.clone(); } }
            #[async_generator(send = u8, throws = String)]
            async gen fn everything(&self) -> u8 {
                let got = yield self.to;
                yield got.ok_or("nothing sent")?;
            }
        }

        pub mod outer {
            //! Inner documentation stays.
            pub async gen fn in_a_module() -> u8 { yield 1; }
            pub mod inner {
                pub async gen fn nested() -> u8 {
                    for await n in super::in_a_module() { yield n + 1; }
                }
                #[async_generator] pub async fn attribute() -> u8 { yield 3; yield_!(4); }
                const _: () = { async fn _ordinary() -> u8 { 1 } };
            }
        }

        const CONSTANT: u8 = { const fn f() -> u8 { 7 } f() };
        fn ordinary() -> u8 { CONSTANT }
        async fn future() -> u8 { CONSTANT }
        extern "C" fn foreign() -> u8 { 8 }
        macro_rules! not_a_generator { () => { 9_u8 } }
    }

    #[test]
    fn methods() {
        let mut counter = Counter { to: 2, extra: 'x' };
        assert_eq!(drain(counter.by_ref()), [(0, 'x'), (1, 'x')]);
        assert_eq!(drain(counter.clone().by_value()), ['x', 'x']);
        assert_eq!(drain(Rc::new(counter.clone()).by_rc()), [2]);
        assert_eq!(drain(pin!(counter.clone()).as_mut().by_pin()), [2]);
        assert_eq!(drain(Counter::<char>::associated()), [1]);
        assert_eq!((counter.ordinary(), run(counter.future())), (2, 2));
        {
            let mut sums = pin!(counter.sums());
            assert_eq!(run(sums.next()), Some(2));
            assert_eq!(run(sums.send(3)).unwrap(), Some(5));
        }
        assert!(matches!(drain(counter.parsed("x"))[..], [Ok(2), Err(_)]));
        assert_eq!(drain(counter.by_mut()), [1, 0]);
        assert_eq!(Counter::NEW(1, ()).to, 1);
    }

    #[test]
    fn traits() {
        fn all<S: Source>(source: &S) -> (Vec<S::Item>, usize) {
            (drain(source.limited()), drain(source.items()).len())
        }
        let counter = Counter { to: 3, extra: 'y' };
        assert_eq!(all(&counter), (vec!['y', 'y'], 3));
        let mut everything = pin!(counter.everything());
        assert_eq!(run(everything.next()), Some(Ok(3)));
        assert_eq!(run(everything.send(4)).unwrap(), Some(Ok(4)));
        assert_eq!(run(everything.throw("end".to_string())).unwrap(), Some(Err("end".to_string())));
        assert_eq!((drain(<Counter<()>>::of_no_one()), counter.ordinary()), (vec![1], 3));
        assert_eq!(Source::ordinary(&counter), "ordinary");
    }

    #[test]
    fn modules_and_what_passes_through() {
        assert_eq!(drain(outer::in_a_module()), [1]);
        assert_eq!(drain(outer::inner::nested()), [2]);
        assert_eq!(drain(outer::inner::attribute()), [3, 4]);
        assert_eq!((ordinary(), run(future()), foreign(), not_a_generator!()), (7, 7, 8, 9));
    }
}

mod inside_blocks {
    use super::*;

    struct Counter(u8);

    impl Counter {
        async_gen! {
            /// The macro stands in the `impl`.
            pub async gen fn down(&self) -> u8 { for n in (0..self.0).rev() { yield n; } }
            fn first(&self) -> Option<u8> { run(pin!(self.down()).next()) }
        }

        fn beside(&self) -> u8 {
            self.0
        }
    }

    trait Source {
        async_gen! {
            async gen fn items(&self) -> u8;
            async gen fn twice(&self) -> u8 { for await n in self.items() { yield n; yield n; } }
        }
    }

    impl Source for Counter {
        async_gen! {
            async gen fn items(&self) -> u8 { for await n in self.down() { yield n + 1; } }
        }
    }

    #[test]
    fn methods() {
        let counter = Counter(2);
        assert_eq!(
            (drain(counter.down()), counter.first(), counter.beside()),
            (vec![1, 0], Some(1), 2)
        );
        assert_eq!(drain(counter.twice()), [2, 2, 1, 1]);
    }

    #[test]
    fn inside_a_function_and_an_expression() {
        fn outer() -> Vec<u8> {
            async_gen! {
                async gen fn inner() -> u8 { yield 1; }
            }
            let list = drain(inner());
            let more = {
                async_gen! { async gen fn inner() -> u8 { yield 2; } }
                drain(inner())
            };
            [list, more].concat()
        }
        assert_eq!(outer(), [1, 2]);
    }
}

// ---------------------------------------------------------------- through `macro_rules!`

mod macro_rules {
    use super::*;

    macro_rules! function {
        (
            $(#[$meta:meta])*
            $vis:vis $name:ident($($arg:ident: $ty:ty),*) -> $item:ty $body:block
        ) => {
            async_gen! { $(#[$meta])* $vis async gen fn $name($($arg: $ty),*) -> $item $body }
        };
    }
    function! {
        /// Documented.
        #[inline]
        pub(crate) with_fragments(to: u8, step: u8) -> u8 { for n in 0..to { yield_!(n * step); } }
    }

    macro_rules! functions {
        ($($name:ident: $item:ty = [$($value:expr),*];)*) => {
            async_gen! { $( async gen fn $name() -> $item { $( yield $value; )* } )* }
        };
    }
    functions! {
        numbers: u8 = [1, 1 + 1];
        texts: &'static str = ["a", { "b" }];
        nothing: () = [];
    }

    macro_rules! from_tokens {
        ($($code:tt)*) => { async_gen! { $($code)* } };
    }
    from_tokens! {
        pub async gen fn tokens() -> u8 { let v: () = yield 1; let () = v; }
    }

    macro_rules! methods {
        ($ty:ident, $($name:ident => $value:expr),*) => {
            async_gen! {
                impl $ty { $( async gen fn $name(&self) -> u8 { yield $value; yield self.0; } )* }
            }
        };
    }
    struct Wrapper(u8);
    methods!(Wrapper, one => 1, two => 2);

    macro_rules! with_type_and_lifetime {
        ($name:ident, $lifetime:lifetime, $ty:ty, $pat:pat => $value:ident) => {
            async_gen! {
                async gen fn $name<$lifetime>(list: &$lifetime [$ty]) -> &$lifetime u8 {
                    for $pat in list { yield $value; }
                }
            }
        };
    }
    with_type_and_lifetime!(with_lifetime, 'a, (u8, u8), (n, _) => n);

    macro_rules! attribute {
        ($name:ident, $sent:ty) => {
            async_gen! {
                #[async_generator(send = $sent)]
                async gen fn $name() -> $sent {
                    let mut got = Default::default();
                    while let Some(next) = yield got { got = next; }
                }
            }
        };
    }
    attribute!(echo, u8);

    macro_rules! block {
        ($($value:expr),*) => { async_gen!(async gen move { $( yield $value; )* }) };
    }

    // A call of the module's own macro inside `async_gen!`, which sees its arguments but not its
    // output.
    async_gen! {
        from_tokens! { async gen fn nested() -> u8 { yield 6; } }
    }

    #[test]
    fn all() {
        assert_eq!(drain(with_fragments(3, 2)), [0, 2, 4]);
        assert_eq!(
            (drain(numbers()), drain(texts()), drain(nothing())),
            (vec![1, 2], vec!["a", "b"], vec![])
        );
        assert_eq!(
            (drain(tokens()), drain(Wrapper(9).one()), drain(Wrapper(9).two())),
            (vec![1], vec![1, 9], vec![2, 9])
        );
        assert_eq!(drain(with_lifetime(&[(1, 0), (2, 0)])), [&1, &2]);
        let mut echo = pin!(echo());
        assert_eq!(run(echo.next()), Some(0));
        assert_eq!(run(echo.send(5)).unwrap(), Some(5));
        let n = 3;
        assert_eq!(drain(block!(1, n, n + 1)), [1, 3, 4]);
        assert_eq!(drain(nested()), [6]);
    }
}

// ---------------------------------------------------------------- arguments of the attribute

mod attributes {
    use super::*;

    async_gen! {
        #[async_generator(boxed)] async gen fn boxed(n: u8) -> u8 {
            yield n;
            if n > 0 { for await n in boxed(n - 1) { yield n; } }
        }
        #[async_generator(boxed(local))] async fn local(n: Rc<u8>) -> u8 { yield *n; }
        #[async_generator(Send)] async gen fn sendable() -> u8 { yield 1; }
        #[async_generator(crate = asyncgen)] async gen fn by_path() -> u8 { yield 2; }
        #[asyncgen::async_generator(send = u8)] async gen fn qualified() -> u8 {
            yield_!((yield 1).unwrap_or(5));
        }
        #[asyncgen::async_generator] #[must_use] pub(self) async fn attribute_first() -> u8 {
            yield 3;
        }
        #[must_use] #[asyncgen::async_generator()] async fn attribute_last() -> u8 { yield 4; }
        #[async_generator(throws = String)] async gen fn throws() -> u8 { yield 1; Err("end")? }
    }

    fn is_send(generator: impl AsyncGenerator<Item = u8> + Send) -> Vec<u8> {
        drain(generator)
    }

    #[test]
    fn all() {
        assert_eq!(drain(boxed(2)), [2, 1, 0]);
        assert_eq!(drain(local(Rc::new(5))), [5]);
        assert_eq!(
            (is_send(sendable()), drain(by_path()), drain(qualified())),
            (vec![1], vec![2], vec![1, 5])
        );
        assert_eq!(drain(attribute_first().chain(attribute_last())), [3, 4]);
        assert_eq!(drain(throws()), [Ok(1), Err("end".to_string())]);
    }
}

// ---------------------------------------------------------------- blocks as values

mod values {
    use super::*;
    use std::pin::Pin;

    struct Holder {
        stream: Pin<Box<dyn Stream<Item = u8>>>,
    }

    fn returned(to: u8) -> impl AsyncGenerator<Item = u8> {
        async_gen!(async gen move {
            for n in 0..to {
                yield n;
            }
        })
    }

    fn borrowed(list: &[u8]) -> impl Stream<Item = &u8> {
        async_gen!(async gen move {
            for n in list {
                yield n;
            }
        })
    }

    #[test]
    fn returned_boxed_and_nested() {
        assert_eq!(drain(returned(2)), [0, 1]);
        assert_eq!(drain(borrowed(&[1, 2])), [&1, &2]);
        let mut holder = Holder { stream: Box::pin(async_gen!(async gen { yield 5 })) };
        assert_eq!(run(holder.stream.next()), Some(5));
        let list: Vec<_> = (0..3)
            .map(|n| {
                async_gen!(async gen move {
                    yield n;
                    yield n * 2;
                })
            })
            .collect();
        assert_eq!(drain(futures::stream::iter(list).flatten()), [0, 0, 1, 2, 2, 4]);
        assert_eq!(
            run(pin!(async_gen!(Box::pin(async gen {
                yield 1;
            })))
            .next()),
            Some(1)
        );
    }

    /// `async gen` borrows what it uses, `async gen move` takes it: as `async` blocks do.
    #[test]
    fn captures() {
        let (mut counter, text) = (0, String::from("text"));
        {
            let g = async_gen!(async gen {
                counter += 1;
                yield text.len();
                counter += 1;
            });
            assert_eq!(drain(g), [4]);
        }
        assert_eq!(counter, 2);
        let copy = text.clone();
        let g = async_gen!(async gen move {
            counter += 1;
            yield (copy, counter);
        });
        assert_eq!(drain(g), [(text, 3)]);
        assert_eq!(counter, 2);
    }

    #[test]
    fn question_mark_in_a_block() {
        let mut g = pin!(async_gen!(async gen {
            yield Ok("1".parse::<u8>()?);
            for text in ["2", "x", "3"] {
                yield Ok(text.parse()?);
            }
        }));
        let mut items: Vec<Result<u8, std::num::ParseIntError>> = Vec::new();
        while let Some(item) = run(g.next()) {
            items.push(item);
        }
        assert!(matches!(items[..], [Ok(1), Ok(2), Err(_)]));
    }
}
