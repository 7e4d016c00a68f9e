//! The language of a body: where `yield_!`, `return`, `?` and `#[for_await]` may be written, and
//! what they do there.
// Unusual positions are tested too, so lints about style are off.
#![allow(clippy::all)]

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::num::ParseIntError;
use std::pin::pin;

use asyncgen::{AsyncGenerator, AsyncGeneratorExt, async_generator};
use asyncgen_tests::{Log, drain, pending, run};
use futures::{FutureExt, Stream, StreamExt, stream};

/// Resumes `generator` with each of `sent` after its first item, and returns all its items.
fn converse<G: AsyncGenerator>(
    generator: G,
    sent: impl IntoIterator<Item = G::Sent>,
) -> Vec<G::Item>
where
    G::Sent: Debug,
{
    let mut generator = pin!(generator);
    let mut items = Vec::from_iter(run(generator.next()));
    for value in sent {
        items.extend(run(generator.send(value)).expect("suspended at a yield"));
    }
    items.extend(drain(generator));
    items
}

// ---------------------------------------------------------------- positions of a yield

mod yields {
    use super::*;

    #[test]
    fn nothing_means_unit() {
        #[async_generator]
        async fn f() {
            yield_!();
            yield_!(());
            let () = yield_!();
        }
        assert_eq!(drain(f()).len(), 3);
    }

    #[test]
    fn in_the_last_expression() {
        #[async_generator]
        async fn f(n: u32) -> u32 {
            match n {
                0 => yield_!(0),
                1 => {
                    yield_!(1);
                    yield_!(2)
                }
                _ => {
                    if n == 2 {
                        yield_!(3)
                    } else {
                        yield_!(4)
                    }
                }
            }
        }
        assert_eq!((0..4).flat_map(|n| drain(f(n))).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn in_conditions_and_scrutinees() {
        #[async_generator(send = u32)]
        async fn f() -> &'static str {
            if yield_!("if").is_some() {
                yield_!("was some");
            }
            if let Some(2) = yield_!("if let") {
                yield_!("was two");
            }
            while let Some(n) = yield_!("while let") {
                if n == 0 {
                    break;
                }
            }
            match yield_!("match") {
                Some(n) if n > 5 => yield_!("big"),
                _ => yield_!("small"),
            };
            let Some(_) = yield_!("let else") else {
                yield_!("none");
                return;
            };
        }
        let items = converse(f(), [1, 0, 2, 0, 1, 0, 6, 0]);
        let expected = [
            "if",
            "was some",
            "if let",
            "was two",
            "while let",
            "while let",
            "match",
            "big",
            "let else",
        ];
        assert_eq!(items[..9], expected);
        assert_eq!(items[9..], ["none"]);
    }

    #[test]
    fn in_a_while_condition() {
        #[async_generator(send = bool)]
        async fn f() -> u32 {
            let mut n = 0;
            while yield_!(n).unwrap_or(true) && n < 3 {
                n += 1;
            }
        }
        assert_eq!(drain(f()), [0, 1, 2, 3]);
        assert_eq!(converse(f(), [true, false]), [0, 1]);
    }

    #[test]
    fn as_an_operand() {
        #[async_generator(send = i32)]
        async fn f() -> i32 {
            let sum = yield_!(0).unwrap_or(1) + yield_!(1).unwrap_or(2) * -yield_!(2).unwrap_or(3);
            let both = yield_!(sum).is_some() && yield_!(100).is_some();
            yield_!(both as i32);
            let nested = yield_!(yield_!(7).unwrap_or(8)).unwrap_or(9);
            yield_!(nested);
            let range = (yield_!(10).unwrap_or(2))..=(yield_!(11).unwrap_or(3));
            for n in range {
                yield_!(n);
            }
            let mut list = [1, 2, 3];
            list[yield_!(12).unwrap_or(0) as usize] += yield_!(13).unwrap_or(5);
            yield_!(list.iter().sum());
            let r = &yield_!(14).unwrap_or(1);
            yield_!(*r);
        }
        assert_eq!(drain(f()), [0, 1, 2, -5, 0, 7, 8, 9, 10, 11, 2, 3, 13, 12, 11, 14, 1]);
        assert_eq!(converse(f(), [10, 20, 30])[..4], [0, 1, 2, -590]);
    }

    #[test]
    fn as_receiver_and_argument_of_calls() {
        #[derive(Default)]
        struct Adder(u32);
        impl Adder {
            fn add(&mut self, a: u32, b: u32) -> &mut Self {
                self.0 += a + b;
                self
            }
        }
        #[async_generator(send = u32)]
        async fn f() -> u32 {
            let a = yield_!(1).map(|n| n + 1).unwrap_or_default();
            let b = u32::max(yield_!(2).unwrap_or(5), yield_!(3).unwrap_or(6));
            let mut adder = Adder::default();
            adder.add(a, yield_!(4).unwrap_or(1)).add(b, yield_!(5).unwrap_or(1));
            yield_!(adder.0);
        }
        assert_eq!(drain(f()), [1, 2, 3, 4, 5, 8]);
        assert_eq!(converse(f(), [1, 2, 3, 4, 5]), [1, 2, 3, 4, 5, 14]);
    }

    #[test]
    fn in_aggregates() {
        struct Point {
            x: u32,
            y: u32,
        }
        #[async_generator(send = u32)]
        async fn f() -> u32 {
            let point = Point { x: yield_!(1).unwrap_or(10), y: yield_!(2).unwrap_or(20) };
            let array = [yield_!(3).unwrap_or(30), yield_!(4).unwrap_or(40)];
            let (a, b) = (yield_!(5).unwrap_or(50), yield_!(6).unwrap_or(60));
            let boxed = Box::new(Some(yield_!(7).unwrap_or(70)));
            yield_!(point.x + point.y + array[0] + array[1] + a + b + boxed.unwrap_or(0));
            let copy = Point { x: yield_!(8).unwrap_or(0), ..point };
            yield_!(copy.x + copy.y);
            let repeated = [yield_!(9).unwrap_or(1); 3];
            yield_!(repeated.iter().sum());
        }
        assert_eq!(drain(f()), [1, 2, 3, 4, 5, 6, 7, 280, 8, 20, 9, 3]);
    }

    #[test]
    fn in_blocks_and_unsafe_blocks() {
        #[async_generator]
        async fn f() -> u32 {
            {
                yield_!(1);
            }
            let n = {
                yield_!(2);
                3
            };
            yield_!(n);
            // SAFETY: the block contains no unsafe operation.
            #[expect(unused_unsafe, reason = "the block is what is tested")]
            unsafe {
                yield_!(4);
            }
            let value = 'label: {
                yield_!(5);
                if n == 3 {
                    break 'label 6;
                }
                0
            };
            yield_!(value);
        }
        assert_eq!(drain(f()), [1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn next_to_closures_and_async_blocks() {
        #[async_generator]
        async fn f(list: &[u32]) -> u32 {
            let double = |n: &u32| n * 2;
            for n in list.iter().map(double) {
                yield_!(n);
            }
            let later = async {
                pending(1).await;
                7
            };
            yield_!(later.await);
            let later = async |n: u32| {
                pending(1).await;
                if n == 8 {
                    return n;
                }
                0
            };
            yield_!(later(8).await);
            yield_!((|| {
                for n in list {
                    if *n == 2 {
                        return *n;
                    }
                }
                0
            })());
        }
        assert_eq!(drain(f(&[1, 2])), [2, 4, 7, 8, 2]);
    }

    #[test]
    fn an_item_that_awaits_or_yields_openly_or_in_a_macro() {
        async fn later(n: u32) -> u32 {
            pending(2).await;
            n
        }
        macro_rules! later {
            ($n:expr) => {
                later($n).await
            };
        }
        #[async_generator(send = u32)]
        async fn f() -> u32 {
            yield_!(later(1).await);
            yield_!(later(1).await + later(1).await);
            yield_!(later!(3));
            yield_!(match later(4).await {
                4 => yield_!(4).unwrap_or(5),
                _ => 0,
            });
            yield_!({
                yield_!(6);
                yield_!(7);
                8
            });
            yield_!(tokio::join!(later(9), later(10)).0);
        }
        assert_eq!(drain(f()), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }

    #[test]
    fn items_coerce_to_the_declared_type() {
        trait Shape {
            fn sides(&self) -> u32;
        }
        impl Shape for u32 {
            fn sides(&self) -> u32 {
                *self
            }
        }
        #[async_generator]
        async fn f<'a>(text: &'a String, shape: &'a u32) -> (&'a str, Box<dyn Shape + 'a>) {
            yield_!((text, Box::new(4)));
            yield_!((text, Box::new(*shape)));
        }
        #[async_generator]
        async fn unsized_items(list: &Vec<u32>) -> &[u32] {
            yield_!(list);
            yield_!(&[1, 2]);
        }
        let text = String::from("x");
        let items = drain(f(&text, &3));
        assert_eq!(
            items.iter().map(|(text, shape)| (*text, shape.sides())).collect::<Vec<_>>(),
            [("x", 4), ("x", 3)]
        );
        assert_eq!(drain(unsized_items(&vec![0])), [&[0][..], &[1, 2]]);
    }

    /// With braces it is a statement of its own, as every macro call with braces is.
    #[test]
    fn in_braces() {
        #[async_generator(throws = u32)]
        async fn f() -> u32 {
            yield_! { 1 }
            yield_! { 2 }
            let _ = catch! { yield_! { 3 } };
            match catch! { Err::<(), u32>(4)? } {
                Ok(()) => {}
                Err(n) => yield_! { n },
            }
        }
        assert_eq!(drain(f()), [1, 2, 3, 4].map(Ok));
    }

    #[test]
    fn an_item_that_diverges() {
        #[async_generator]
        #[expect(unreachable_code, reason = "that is what is tested")]
        async fn f(stop: bool) -> u32 {
            yield_!(1);
            for _ in 0..3 {
                yield_!(if stop { return } else { 2 });
                yield_!(break);
            }
            loop {
                yield_!(return);
            }
        }
        assert_eq!(drain(f(true)), [1]);
        assert_eq!(drain(f(false)), [1, 2]);
    }
}

// ---------------------------------------------------------------- foreign macros

mod macros {
    use super::*;

    #[test]
    fn of_the_standard_library() {
        #[async_generator(send = u32)]
        async fn f() -> u32 {
            let list = vec![yield_!(1).unwrap_or(10), yield_!(2).unwrap_or(20)];
            let repeated = vec![yield_!(3).unwrap_or(5); 2];
            let text = format!(
                "{} {:?} {n}",
                yield_!(4).unwrap_or(6),
                yield_!(5),
                n = yield_!(6).unwrap_or(7)
            );
            println!("{:?}", yield_!(7));
            assert!(yield_!(8).is_none(), "a message with {:?}", yield_!(9));
            assert_eq!(yield_!(10), None, "{}", 1);
            if matches!(yield_!(11), None | Some(1)) {
                yield_!(list.iter().chain(&repeated).sum());
            }
            yield_!(text.len() as u32);
            let nested = vec![vec![yield_!(12)], vec![yield_!(13)]];
            debug_assert!(nested.len() == 2);
            let joined = concat!("a", "b");
            _ = write(format_args!("{}{}", joined, 1));
        }
        fn write(_: std::fmt::Arguments<'_>) {}
        assert_eq!(drain(f()), [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 40, 8, 12, 13]);
    }

    /// The arms of both crates' `select!` are expressions or blocks of the body.
    #[test]
    fn arms_of_tokio_select() {
        #[async_generator]
        async fn f(log: &Log) -> &'static str {
            loop {
                tokio::select! {
                    biased;
                    _ = std::future::pending::<()>() => yield_!("never"),
                    n = async { pending(1).await; 5 }, if log.take().is_empty() => {
                        yield_!("first");
                        log.say(n);
                        continue;
                    }
                    _ = pending(2) => {
                        match yield_!("second") {
                            () => yield_!("third"),
                        }
                        tokio::select! {
                            () = pending(1) => yield_!("nested"),
                        }
                        break;
                    }
                    else => return,
                }
            }
            let value = tokio::select! {
                () = pending(1) => { yield_!("in a value"); 3 },
            };
            if value == 3 {
                tokio::select! {
                    _ = pending(0) => return,
                }
            }
            yield_!("not reached");
        }
        assert_eq!(drain(f(&Log::new())), ["first", "second", "third", "nested", "in a value"]);
    }

    #[test]
    fn arms_of_futures_select() {
        #[async_generator]
        async fn f() -> &'static str {
            let mut slow = pending(3).fuse();
            let mut quick = pending(1).fuse();
            loop {
                futures::select! {
                    () = slow => {
                        yield_!("slow");
                        return;
                    },
                    _ = quick => yield_!("quick"),
                    complete => break,
                }
            }
        }
        assert_eq!(drain(f()), ["quick", "slow"]);
    }

    #[test]
    fn join_runs_awaits_concurrently() {
        #[async_generator]
        async fn f(log: &Log) -> (u32, u32) {
            let step = async |name: &str, n| {
                log.say(name);
                pending(1).await;
                log.say(name);
                n
            };
            yield_!(tokio::join!(biased; step("a", 1), step("b", 2)));
            yield_!(futures::join!(step("c", 3), step("d", 4)));
        }
        let log = Log::new();
        assert_eq!(drain(f(&log)), [(1, 2), (3, 4)]);
        assert_eq!(log.take(), "a b a b c d c d");
    }

    #[test]
    fn a_helper_defined_in_the_body() {
        #[async_generator(send = u32)]
        async fn f() -> u32 {
            macro_rules! emit {
                (stop) => {
                    return
                };
                ($item:expr) => {
                    yield_!($item)
                };
                (twice $item:expr) => {{
                    emit!($item);
                    emit!($item)
                }};
                (each $($item:expr),*) => {
                    $(yield_!($item);)*
                };
            }
            let got = emit!(1);
            emit!(got.unwrap_or(2));
            emit!(twice 3);
            emit!(each 4, 5 + 1);
            if yield_!(7).is_none() {
                emit!(stop);
            }
            emit!(8);
        }
        assert_eq!(drain(f()), [1, 2, 3, 3, 4, 6, 7]);
        assert_eq!(converse(f(), [9])[..2], [1, 9]);
    }

    #[test]
    fn a_helper_used_under_catch_and_finally() {
        #[async_generator(throws = &'static str)]
        async fn f(log: &Log) -> u32 {
            macro_rules! emit {
                ($item:expr) => {
                    yield_!($item)
                };
            }
            macro_rules! bail {
                ($error:expr) => {
                    Err($error)?
                };
            }
            let caught = catch! {
                emit!(1);
                bail!("inside");
            };
            log.say(caught.unwrap_err());
            {
                finally! { emit!(2); log.say("cleanup"); }
                emit!(3);
            }
            emit!(4);
            bail!("outside");
        }
        let log = Log::new();
        assert_eq!(drain(f(&log)), [Ok(1), Ok(3), Ok(2), Ok(4), Err("outside")]);
        assert_eq!(log.take(), "inside cleanup");
    }

    #[test]
    fn a_helper_defined_and_used_inside_catch() {
        #[async_generator(throws = &'static str)]
        async fn f() -> u32 {
            let result = catch! {
                macro_rules! emit {
                    ($item:expr) => {
                        yield_!($item)
                    };
                }
                emit!(1);
                emit!(2);
                3
            };
            yield_!(result?);
        }
        assert_eq!(drain(f()), [Ok(1), Ok(2), Ok(3)]);
        let mut g = pin!(f());
        run(g.next());
        assert_eq!(run(g.throw("thrown")), Ok(Some(Err("thrown"))));
    }

    /// Each rule has the same meaning in the body and in every guarded block.
    #[test]
    fn a_helper_with_everything_in_it() {
        #[async_generator(throws = &'static str)]
        async fn f(log: &Log, stop: u32) -> u32 {
            macro_rules! emit {
                ($item:expr) => {
                    match catch! { yield_!($item) } {
                        Ok(()) if $item == stop => return,
                        Ok(()) => {}
                        Err(error) => log.say(error),
                    }
                };
            }
            macro_rules! emit_all {
                ($items:expr, $log:literal) => {{
                    finally! { log.say($log); }
                    #[for_await]
                    for item in futures::stream::iter($items) {
                        emit!(item);
                    }
                }};
            }
            emit_all!([1, 2], "a");
            let caught = catch! {
                emit_all!([3, 4], "b");
                Err("raised")?;
            };
            {
                finally! { log.say("c"); }
                emit_all!([5, 6], "d");
            }
            log.say(caught.unwrap_err());
        }
        let log = Log::new();
        assert_eq!(drain(f(&log, 0)), [1, 2, 3, 4, 5, 6].map(Ok));
        assert_eq!(log.take(), "a b d c raised");
        assert_eq!(drain(f(&log, 3)), [1, 2, 3].map(Ok));
        assert_eq!(log.take(), "a b");
        assert_eq!(drain(f(&log, 5)), [1, 2, 3, 4, 5].map(Ok));
        assert_eq!(log.take(), "a b d c");
        let mut g = pin!(f(&log, 0));
        run(g.next());
        assert_eq!(run(g.throw("thrown")), Ok(Some(Ok(2))));
        assert_eq!(run(g.close()), Ok(()));
        assert_eq!(log.take(), "thrown a");
    }

    /// What a rule guards may come from its argument.
    #[test]
    fn in_rules_around_yields() {
        #[async_generator(throws = &'static str)]
        async fn f(log: &Log) -> u32 {
            macro_rules! caught {
                ($code:block) => {
                    catch! { yield_!(0); $code }
                };
            }
            macro_rules! guarded {
                ($($code:tt)*) => {{
                    finally! { log.say("outer"); pending(1).await; }
                    finally! { log.say("inner"); }
                    $($code)*
                }};
            }
            let caught = caught!({
                yield_!(1);
                Err("raised")?;
            });
            log.say(caught.unwrap_err());
            guarded! {
                #[for_await]
                for n in stream::iter([2]) { yield_!(n); }
                println!("{:?}", yield_!({ pending(1).await; 3 }));
            }
            for n in [4, 5] {
                let _ = catch! {
                    guarded! {
                        yield_!(n);
                        if n == 5 { return; }
                    }
                };
            }
        }
        let log = Log::new();
        assert_eq!(drain(f(&log)), [0, 1, 2, 3, 4, 5].map(Ok));
        assert_eq!(log.take(), "raised inner outer inner outer inner outer");
        let mut g = pin!(f(&log));
        run(g.next());
        run(g.next());
        run(g.next());
        assert_eq!(log.take(), "raised");
        assert_eq!(run(g.close()), Ok(()));
        assert_eq!(log.take(), "inner outer");
    }

    #[test]
    fn by_their_full_path() {
        #[async_generator(throws = &'static str)]
        async fn f(log: &Log) -> u32 {
            asyncgen::finally! { log.say("cleanup"); }
            ::asyncgen::yield_!(1);
            let _ = asyncgen::catch! { Err("x")? };
            println!("{:?}", asyncgen::yield_!(2));
        }
        let log = Log::new();
        assert_eq!(drain(f(&log)), [Ok(1), Ok(2)]);
        assert_eq!(log.take(), "cleanup");
    }

    /// The exported macros can be imported, so that editors complete them.
    #[test]
    fn imported() {
        #[allow(
            unused_imports,
            reason = "the attribute has replaced them before they are looked up"
        )]
        use asyncgen::{catch, finally, yield_};
        #[async_generator(throws = &'static str)]
        async fn f(log: &Log) -> u32 {
            finally! { log.say("cleanup"); }
            yield_!(1);
            let _ = catch! { Err("x")? };
        }
        let log = Log::new();
        assert_eq!(drain(f(&log)), [Ok(1)]);
        assert_eq!(log.take(), "cleanup");
    }

    /// A comma in a closure's return type does not end the closure.
    #[test]
    fn closures_with_a_return_type() {
        macro_rules! arm {
            ($pattern:pat => $value:expr) => {
                $value
            };
        }
        #[async_generator]
        async fn f() -> u32 {
            yield_!(0);
            let typed = arm!(_ => |x: u32| -> Result<u32, String> { return Ok(x) });
            yield_!(typed(1).unwrap());
            let two = arm!(_ => |x: BTreeMap<u32, u32>, y: u32| -> BTreeMap<u32, u32> {
                if y > 1 {
                    return x;
                }
                x
            });
            yield_!(two(BTreeMap::new(), 1).len() as u32);
            let untyped = arm!(_ => Some(2).map(|x| { return x; }));
            yield_!(untyped.unwrap());
        }
        assert_eq!(drain(f()), [0, 1, 0, 2]);
    }

    #[test]
    fn a_generator_inside_a_macro_inside_a_generator() {
        #[async_generator]
        async fn outer() -> u32 {
            macro_rules! generator {
                ($name:ident, $n:expr) => {
                    #[async_generator]
                    async fn $name() -> u32 {
                        yield_!($n);
                    }
                };
            }
            generator!(inner, 2);
            yield_!(1);
            #[for_await]
            for n in inner() {
                yield_!(n);
            }
        }
        assert_eq!(drain(outer()), [1, 2]);
    }
}

// ---------------------------------------------------------------- return

mod returns {
    use super::*;

    #[test]
    fn in_every_position() {
        #[async_generator]
        async fn f(at: u32) -> u32 {
            yield_!(0);
            if at == 1 {
                return;
            }
            let n = if at == 2 { return } else { 1 };
            yield_!(n);
            let n = match at {
                3 => return,
                n => n,
            };
            let Some(n) = n.checked_sub(4) else { return };
            let _ = n == 0 && return;
            let _closure_returns = (|| return)();
            let _ = async { return }.await;
            loop {
                while at > 4 {
                    for _ in 0..at {
                        return;
                    }
                }
            }
        }
        for (at, expected) in [(0, 2), (1, 1), (2, 1), (3, 2), (4, 2), (5, 2)] {
            assert_eq!(drain(f(at)).len(), expected, "at {at}");
        }
    }

    #[test]
    fn in_macros() {
        #[async_generator]
        async fn f(at: u32) -> u32 {
            macro_rules! stop_if {
                ($condition:expr) => {
                    if $condition {
                        return;
                    }
                };
            }
            yield_!(0);
            stop_if!(at == 0);
            yield_!(1);
            let list = vec![if at == 1 { return } else { 1 }];
            yield_!(2);
            println!(
                "{:?}",
                match list[..] {
                    [1] if at == 2 => return,
                    _ => (),
                }
            );
            yield_!(3);
        }
        for at in 0..4 {
            assert_eq!(drain(f(at)).len() as u32, at + 1, "at {at}");
        }
    }

    #[test]
    fn only_from_itself_in_nested_functions() {
        #[async_generator]
        async fn f() -> u32 {
            fn helper(n: u32) -> u32 {
                if n > 1 {
                    return 1;
                }
                0
            }
            struct Local;
            impl Local {
                fn get(&self) -> u32 {
                    return 5;
                }
            }
            yield_!(helper(3));
            yield_!(Local.get());
            yield_!([1, 2].iter().map(|n| return n + 1).sum());
        }
        assert_eq!(drain(f()), [1, 5, 5]);
    }
}

// ---------------------------------------------------------------- loops

mod loops {
    use super::*;

    #[async_generator]
    async fn count(to: u32) -> u32 {
        for n in 0..to {
            pending(1).await;
            yield_!(n);
        }
    }

    #[test]
    fn labelled() {
        #[async_generator]
        async fn f() -> (u32, u32) {
            'outer: for a in 0..4 {
                'inner: loop {
                    for b in 0.. {
                        match (a, b) {
                            (1, 1) => continue 'outer,
                            (2, 1) => break 'inner,
                            (3, 0) => break 'outer,
                            (0, 2) => continue 'outer,
                            _ => yield_!((a, b)),
                        }
                    }
                }
                yield_!((9, 9));
            }
        }
        assert_eq!(drain(f()), [(0, 0), (0, 1), (1, 0), (2, 0), (9, 9)]);
    }

    #[test]
    fn for_await_goes_over_any_stream() {
        #[async_generator]
        async fn f(
            owned: impl Stream<Item = u32>,
            borrowed: &mut (dyn Stream<Item = u32> + Unpin),
        ) -> u32 {
            #[for_await]
            for n in owned {
                yield_!(n);
            }
            #[for_await]
            for n in &mut *borrowed {
                yield_!(n);
                break;
            }
            #[for_await]
            for n in borrowed {
                yield_!(n * 10);
            }
            #[for_await]
            for n in Box::pin(count(2)) {
                yield_!(n * 100);
            }
            let mut pinned = pin!(count(3));
            #[for_await]
            for n in pinned.as_mut() {
                if n == 1 {
                    break;
                }
            }
            #[for_await]
            for n in pinned {
                yield_!(n * 1000);
            }
        }
        let mut borrowed = stream::iter([1, 2, 3]);
        assert_eq!(drain(f(count(2), &mut borrowed)), [0, 1, 1, 20, 30, 0, 100, 2000]);
    }

    #[test]
    fn for_await_with_labels_break_and_continue() {
        #[async_generator]
        async fn f() -> (u32, u32) {
            #[for_await]
            'outer: for a in count(4) {
                #[for_await]
                for b in count(4) {
                    if b == 2 {
                        continue 'outer;
                    }
                    if a == 3 {
                        break 'outer;
                    }
                    if b == 0 {
                        continue;
                    }
                    yield_!((a, b));
                }
                yield_!((9, 9));
            }
            yield_!((0, 0));
        }
        assert_eq!(drain(f()), [(0, 1), (1, 1), (2, 1), (0, 0)]);
    }

    #[test]
    fn for_await_with_patterns() {
        struct Point {
            x: u32,
        }
        #[async_generator]
        async fn f() -> u32 {
            #[for_await]
            for (a, mut b) in stream::iter([(1, 2)]) {
                b += a;
                yield_!(b);
            }
            #[for_await]
            for Point { x } in stream::iter([Point { x: 4 }]) {
                yield_!(x);
            }
            #[for_await]
            for _ in count(1) {
                yield_!(5);
            }
            #[for_await]
            for &n in stream::iter([&6]) {
                yield_!(n);
            }
            #[for_await]
            for [ref first, ..] in stream::iter([[String::from("x"), String::new()]]) {
                yield_!(first.len() as u32);
            }
        }
        assert_eq!(drain(f()), [3, 4, 5, 6, 1]);
    }

    #[test]
    fn for_await_with_patterns_that_borrow_mutably() {
        #[async_generator]
        async fn f() -> u32 {
            #[for_await]
            for ref mut n in stream::iter([1_u32, 2]) {
                *n += 1;
                yield_!(*n);
            }
            #[for_await]
            for (ref mut n, _) in stream::iter([(3_u32, 'x')]) {
                *n += 1;
                yield_!(*n);
            }
        }
        assert_eq!(drain(f()), [2, 3, 4]);
    }

    #[test]
    fn for_await_keeps_the_temporaries_of_its_head() {
        #[derive(Debug)]
        struct Numbers(Vec<u32>, Log);
        impl Numbers {
            fn stream(&self) -> impl Stream<Item = &u32> {
                stream::iter(&self.0)
            }
        }
        impl Drop for Numbers {
            fn drop(&mut self) {
                self.1.say("dropped");
            }
        }
        #[async_generator]
        async fn f(log: Log) -> u32 {
            #[for_await]
            for n in Numbers(vec![1, 2], log.clone()).stream() {
                yield_!(*n);
                log.say(n);
            }
            log.say("after");
        }
        let log = Log::new();
        assert_eq!(drain(f(log.clone())), [1, 2]);
        assert_eq!(log.take(), "1 2 dropped after");
    }

    #[test]
    fn for_await_drops_the_stream_at_its_end() {
        #[async_generator]
        async fn logged(log: Log) -> u32 {
            let _logged = log.logged("dropped");
            yield_!(1);
            yield_!(2);
        }
        #[async_generator]
        async fn f(log: Log) -> u32 {
            #[for_await]
            for n in logged(log.clone()) {
                yield_!(n);
                break;
            }
            log.say("after");
        }
        let log = Log::new();
        assert_eq!(drain(f(log.clone())), [1]);
        assert_eq!(log.take(), "dropped after");
    }

    #[test]
    fn for_await_in_expression_position_and_as_the_tail() {
        #[async_generator]
        async fn f(again: bool) -> u32 {
            if again {
                #[for_await]
                for n in count(2) {
                    yield_!(n);
                }
            }
            let () = {
                #[for_await]
                for n in count(1) {
                    yield_!(n + 5);
                }
            };
            #[for_await]
            for n in count(1) {
                yield_!(n + 9);
            }
        }
        assert_eq!(drain(f(true)), [0, 1, 5, 9]);
    }

    #[test]
    fn for_await_by_path_and_with_other_attributes() {
        #[async_generator]
        async fn f() -> u32 {
            #[asyncgen::for_await]
            for n in count(1) {
                yield_!(n);
            }
            #[for_await]
            #[allow(unused_variables)]
            for n in count(1) {
                yield_!(1);
            }
        }
        assert_eq!(drain(f()), [0, 1]);
    }

    /// `continue` and `break` of an outer loop, written in the head of an inner one.
    #[test]
    fn jumps_in_heads() {
        #[async_generator]
        async fn f() -> u32 {
            for n in 0..3 {
                #[for_await]
                for m in if n == 1 { break } else { count(1) } {
                    yield_!(n + m);
                }
                for m in if n == 0 { continue } else { 0..1 } {
                    yield_!(n + m + 10);
                }
            }
            yield_!(99);
        }
        assert_eq!(drain(f()), [0, 99]);
    }

    #[test]
    fn a_value_of_a_loop() {
        #[async_generator(send = u32)]
        async fn f() -> u32 {
            let got = loop {
                if let Some(n) = yield_!(1) {
                    break n;
                }
            };
            yield_!(got);
        }
        assert_eq!(converse(f(), [7]), [1, 7]);
    }
}

// ---------------------------------------------------------------- `?`

mod question_mark {
    use super::*;

    fn parse(text: &str) -> Result<u32, ParseIntError> {
        text.parse()
    }

    #[derive(Debug, PartialEq)]
    enum Error {
        Parse(ParseIntError),
        Other(&'static str),
    }

    impl From<ParseIntError> for Error {
        fn from(error: ParseIntError) -> Self {
            Error::Parse(error)
        }
    }

    #[test]
    fn converts_with_from() {
        #[async_generator(throws = Error)]
        async fn f(text: &str) -> u32 {
            yield_!(parse(text)?);
            None.ok_or(Error::Other("none"))?
        }
        assert_eq!(drain(f("1")), [Ok(1), Err(Error::Other("none"))]);
        assert_eq!(drain(f("x")), [Err(Error::Parse(parse("x").unwrap_err()))]);
    }

    #[test]
    fn in_every_position() {
        #[async_generator(throws = ParseIntError)]
        async fn f(text: &str) -> u32 {
            let list = vec![parse("1")?, parse(text)?];
            for n in list {
                yield_!(n);
            }
            println!("{}", parse(text)?);
            let nested: Result<Result<u32, ParseIntError>, ParseIntError> = Ok(parse(text));
            yield_!(nested??);
            if parse(text)? == 3 && matches!(parse("3")?, 3) {
                yield_!(parse(text).map(|n| n + 1)?);
            }
            let later = async {
                pending(1).await;
                parse(text)
            };
            yield_!(later.await?);
            tokio::select! {
                () = pending(1) => { yield_!(parse(text)?); }
            }
            let closure = |text| -> Result<u32, ParseIntError> { Ok(parse(text)? + 1) };
            yield_!(closure(text)?);
            let block = async { Ok::<_, ParseIntError>(parse(text)? + 2) };
            yield_!(block.await?);
            parse("last")?;
        }
        let mut items = drain(f("3"));
        assert!(items.pop().is_some_and(|last| last.is_err()));
        assert_eq!(items.into_iter().flatten().collect::<Vec<_>>(), [1, 3, 3, 4, 3, 3, 4, 5]);
        assert_eq!(drain(f("x")).len(), 1);
    }

    #[test]
    fn is_the_last_item_and_drops_the_locals_first() {
        #[async_generator(throws = &'static str)]
        async fn f(log: Log) -> u32 {
            let _local = log.logged("dropped");
            yield_!(1);
            Err("error")?;
            yield_!(2);
        }
        let log = Log::new();
        let mut g = pin!(f(log.clone()));
        assert_eq!(run(g.next()), Some(Ok(1)));
        assert_eq!(log.take(), "");
        assert_eq!(run(g.next()), Some(Err("error")));
        assert_eq!(log.take(), "dropped");
        assert_eq!(run(g.next()), None);
        assert_eq!(run(g.next()), None);
    }

    #[test]
    fn from_a_local_bail() {
        macro_rules! bail {
            ($error:expr) => {
                return Err($error.into())
            };
        }
        macro_rules! raise {
            ($error:expr) => {
                Err($error)?
            };
        }
        fn uses_bail() -> Result<u32, String> {
            bail!("x")
        }
        #[async_generator(throws = String)]
        async fn f(stop: bool) -> u32 {
            yield_!(1);
            if stop {
                raise!("stopped");
            }
            yield_!(uses_bail()?);
        }
        assert_eq!(drain(f(true)), [Ok(1), Err("stopped".into())]);
        assert_eq!(drain(f(false)), [Ok(1), Err("x".into())]);
    }

    /// The `return Err(…)` in such a macro leaves the body.
    #[test]
    fn from_anyhow() {
        #[async_generator(throws = anyhow::Error)]
        async fn f(at: u32) -> u32 {
            use anyhow::Context as _;
            yield_!(1);
            anyhow::ensure!(at != 0, "at {at}");
            if at == 1 {
                anyhow::bail!("at {}", 1);
            }
            yield_!(parse("x").context("at 2")?);
        }
        for at in 0..3 {
            let mut items = drain(f(at));
            assert_eq!(items.len(), 2);
            assert_eq!(items.pop().unwrap().unwrap_err().to_string(), format!("at {at}"));
        }
    }

    /// In a block guarded by `catch!` or `finally!`, it leaves that block.
    #[test]
    fn from_anyhow_under_catch_and_finally() {
        #[async_generator(throws = anyhow::Error)]
        async fn f(log: &Log) -> u32 {
            let caught = catch! {
                yield_!(1);
                anyhow::bail!("inside")
            };
            let (Ok(()) | Err(_)) = &caught;
            log.say(caught.unwrap_err());
            finally! { log.say("cleanup"); }
            anyhow::ensure!(false, "outside");
        }
        let log = Log::new();
        let items = drain(f(&log));
        assert_eq!(items.len(), 2);
        assert_eq!(log.take(), "inside cleanup");
    }
}

// ---------------------------------------------------------------- generators defined inside a body

mod inner_items {
    use super::*;

    #[test]
    fn in_an_impl() {
        #[async_generator]
        async fn f() -> u32 {
            struct Local(u32);
            impl Local {
                #[async_generator]
                async fn numbers(&self) -> u32 {
                    yield_!(self.0);
                }

                fn plain(&self) -> u32 {
                    return self.0 + 1;
                }

                #[async_generator(throws = String)]
                async fn more(&self) -> u32 {
                    yield_!(self.0 + 2);
                    Err("end")?;
                }
            }
            let local = Local(1);
            #[for_await]
            for n in local.numbers() {
                yield_!(n);
            }
            yield_!(local.plain());
            #[for_await]
            for n in local.more() {
                yield_!(n.unwrap_or(0));
            }
        }
        assert_eq!(drain(f()), [1, 2, 3, 0]);
    }

    #[test]
    fn in_a_trait() {
        #[async_generator]
        async fn f() -> u32 {
            trait Numbers {
                #[async_generator]
                async fn declared(&self) -> u32;

                #[async_generator]
                async fn provided(&self) -> u32 {
                    #[for_await]
                    for n in self.declared() {
                        yield_!(n + 1);
                    }
                }
            }
            impl Numbers for u32 {
                #[async_generator]
                async fn declared(&self) -> u32 {
                    yield_!(*self);
                }
            }
            #[for_await]
            for n in 1.provided() {
                yield_!(n);
            }
        }
        assert_eq!(drain(f()), [2]);
    }

    #[test]
    fn in_a_module() {
        #[async_generator]
        async fn f() -> u32 {
            mod inner {
                #[asyncgen::async_generator]
                pub(super) async fn numbers() -> u32 {
                    yield_!(1);
                }
            }
            #[for_await]
            for n in inner::numbers() {
                yield_!(n);
            }
        }
        assert_eq!(drain(f()), [1]);
    }
}

// ---------------------------------------------------------------- borrows

#[test]
fn a_mutable_borrow_of_a_local_lives_across_a_yield() {
    #[async_generator]
    async fn f() -> u32 {
        let mut list = vec![1, 2, 3];
        let last = list.last_mut();
        yield_!(0);
        if let Some(last) = last {
            *last += 1;
            yield_!(*last);
        }
        for n in &mut list {
            yield_!(*n);
            *n = 0;
        }
        yield_!(list.iter().sum());
    }
    assert_eq!(drain(f()), [0, 4, 1, 2, 4, 0]);
}

#[test]
fn items_may_borrow_what_outlives_the_body() {
    #[async_generator]
    async fn f<'a>(cells: &'a [Cell<u32>]) -> &'a Cell<u32> {
        for cell in cells {
            cell.set(cell.get() + 1);
            yield_!(cell);
            cell.set(cell.get() * 2);
        }
    }
    let cells = [Cell::new(1), Cell::new(2)];
    drain(f(&cells)).iter().for_each(|cell| cell.set(cell.get() + 1));
    assert_eq!(cells.map(Cell::into_inner), [5, 7]);
}

#[test]
fn a_generator_consumes_another_by_hand() {
    #[async_generator]
    async fn words(text: &str) -> &str {
        for word in text.split(' ') {
            yield_!(word);
        }
    }
    #[async_generator]
    async fn counts(text: &str) -> BTreeMap<String, u32> {
        let mut counts = BTreeMap::new();
        let mut words = pin!(words(text));
        while let Some(word) = words.next().await {
            *counts.entry(word.to_string()).or_default() += 1;
            yield_!(counts.clone());
        }
    }
    let last = drain(counts("a b a")).pop().unwrap();
    assert_eq!(last, BTreeMap::from([("a".to_string(), 2), ("b".to_string(), 1)]));
}
