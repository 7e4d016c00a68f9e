//! The keyword spellings: `async_gen!`, `stream!`, `try_stream!`.
#![allow(missing_docs)]

use std::pin::pin;

use asyncgen::{AsyncGeneratorExt, async_gen, async_generator, stream, try_stream};
use futures::{Stream, StreamExt};

async_gen! {
    /// Counts down.
    pub async gen fn countdown(from: u32) -> u32 {
        for n in (1..=from).rev() { yield n; }
    }

    struct Counter { from: u32 }

    impl Counter {
        async gen fn down(&self) -> u32 {
            'outer: for await n in countdown(self.from) {
                if n == 2 { continue 'outer; }
                yield n;
            }
        }

        fn ordinary(&self) -> u32 { self.from }

        #[async_generator(send = i32)]
        async fn sent(&self) -> i32 {
            let mut last = 0;
            while let Some(x) = yield last { last = x; }
        }
    }

    trait Source {
        async gen fn items(&self) -> u32;
        #[async_generator(throws = String)] async gen fn provided(&self) -> u32 {
            yield 1;
            Err("end".to_string())?;
        }
    }

    impl Source for Counter {
        async gen fn items(&self) -> u32 { yield self.ordinary(); }
    }

    mod inner {
        pub(super) async gen fn unit() { yield; yield_!(); yield () }
    }

    #[allow(unused_macros)]
    macro_rules! make {
        ($name:ident, $value:expr) => { async gen fn $name() -> i32 { yield $value; } }
    }
}

async_gen! { fn plain() -> u32 { 7 } }

#[tokio::test]
async fn items() {
    assert_eq!(countdown(3).collect::<Vec<_>>().await, [3, 2, 1]);
    let counter = Counter { from: 3 };
    assert_eq!(counter.down().collect::<Vec<_>>().await, [3, 1]);
    let mut g = pin!(counter.sent());
    assert_eq!(g.next().await, Some(0));
    assert_eq!(g.send(5).await.unwrap(), Some(5));
    assert_eq!(g.next().await, None);
    assert_eq!(counter.items().collect::<Vec<_>>().await, [3]);
    assert_eq!(counter.provided().collect::<Vec<_>>().await, [Ok(1), Err("end".to_string())]);
    assert_eq!(inner::unit().count().await, 3);
    assert_eq!(plain(), 7);
}

#[tokio::test]
async fn blocks() {
    let n = 3;
    let by_reference = async_gen!(async gen {
        yield n;
        yield n + 1;
    });
    assert_eq!(by_reference.collect::<Vec<_>>().await, [3, 4]);
    let text = String::from("moved");
    let g = async_gen!(async gen move {
        yield text;
    });
    assert_eq!(g.collect::<Vec<_>>().await, ["moved"]);
    let parsed = async_gen!(async gen move {
        yield Ok(1);
        let x: i32 = "x".parse()?;
        yield Ok(x);
    });
    let parsed: Vec<Result<i32, std::num::ParseIntError>> = parsed.collect().await;
    assert_eq!(parsed.len(), 2);
}

fn numbers() -> impl Stream<Item = Result<i32, std::num::ParseIntError>> {
    try_stream! {
        yield "1".parse()?;
        let all = vec!["2".parse::<i32>()?];
        for x in all { yield x; }
        yield "x".parse()?;
    }
}

macro_rules! once { ($($t:tt)*) => { { $($t)* } } }

#[tokio::test]
async fn streams() {
    assert_eq!(numbers().map(|r| r.ok()).collect::<Vec<_>>().await, [Some(1), Some(2), None]);
    let nested = stream! {
        let inner = stream! { for i in 0..3 { yield i; } };
        for await i in inner { yield i; }
        let mut inner = pin!(try_stream! {
            yield_!(10);
            yield Err::<i32, String>(String::new())?;
        });
        while let Some::<Result<i32, String>>(x) = inner.next().await {
            if let Ok(x) = x { yield x; }
        }
        once! { yield 20; }
        tokio::select! { _ = async {} => yield 30, else => yield 31 }
    };
    assert_eq!(nested.collect::<Vec<_>>().await, [0, 1, 2, 10, 20, 30]);
}

mod foreign {
    macro_rules! stream { ($($t:tt)*) => { { $($t)* } } }
    pub(super) use stream;
}

#[tokio::test]
async fn a_foreign_macro_named_stream_leaves_its_yields_to_the_generator() {
    let g = async_gen!(async gen move {
        foreign::stream! { yield 1; yield_!(2); }
        let inner = asyncgen::stream! { yield 3; };
        for await x in inner {
            yield x;
        }
    });
    assert_eq!(g.collect::<Vec<_>>().await, [1, 2, 3]);
    #[async_generator]
    async fn attribute() -> i32 {
        foreign::stream! { yield_!(1) };
        #[for_await]
        for x in asyncgen::stream! { yield 2; } {
            yield_!(x);
        }
        #[for_await]
        for x in stream! { yield_!(3); } {
            yield_!(x);
        }
    }
    assert_eq!(attribute().collect::<Vec<_>>().await, [1, 2, 3]);
}

#[tokio::test]
async fn a_macro_of_the_body_yields_inside_a_guarded_block() {
    #[async_generator(throws = String)]
    async fn attribute() -> i32 {
        macro_rules! emit {
            ($value:expr) => {
                yield_!($value)
            };
            (twice $value:expr) => {{
                yield_!($value);
                yield_!($value)
            }};
        }
        emit!(1);
        let _ = catch! {
            emit!(2);
            finally! { emit!(4); }
            emit!(twice 3);
            Err("caught".to_string())?;
        };
        emit!(5);
    }
    let items: Vec<_> = attribute().map(Result::unwrap).collect().await;
    assert_eq!(items, [1, 2, 3, 3, 4, 5]);
}

async_gen! {
    #[allow(unused_parens, clippy::unnecessary_cast)]
    async gen fn of_a_variable_named_from(from: u32) -> u32 {
        yield from;
        yield from & 1;
        yield from + 1;
        yield from - 1;
        yield from * 2;
        yield (from);
        yield from as u32;
        yield from.pow(2);
    }

    #[allow(clippy::overly_complex_bool_expr, clippy::nonminimal_bool, clippy::bool_comparison)]
    async gen fn of_a_condition_named_from(from: bool) -> bool {
        yield from && false;
        yield from || false;
        yield from == true;
    }

    async gen fn of_a_list_named_from(from: [u32; 1]) -> u32 { yield from[0]; }

    async gen fn of_a_function_named_from() -> u32 {
        fn from(n: u32) -> u32 { n }
        yield from(1);
    }
}

#[tokio::test]
async fn a_yield_of_a_variable_named_from_is_not_yield_from() {
    assert_eq!(of_a_variable_named_from(3).collect::<Vec<_>>().await, [3, 1, 4, 2, 6, 3, 3, 9]);
    assert_eq!(of_a_condition_named_from(true).collect::<Vec<_>>().await, [false, true, true]);
    assert_eq!(of_a_list_named_from([7]).collect::<Vec<_>>().await, [7]);
    assert_eq!(of_a_function_named_from().collect::<Vec<_>>().await, [1]);
}

/// `yield*x` means `yield (*x)`, as in async-stream.
#[tokio::test]
async fn a_yield_before_a_dereference() {
    let (first, second, third) = (&1, &2, &3);
    let items = stream! { yield*first; yield *second; yield* third; };
    assert_eq!(items.collect::<Vec<_>>().await, [1, 2, 3]);
}
