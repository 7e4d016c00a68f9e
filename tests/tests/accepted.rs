//! Code that an `async fn` accepts is accepted in a generator's body too, without a warning.
#![deny(warnings)]
#![allow(missing_docs)]

use std::convert::Infallible;
use std::future::ready;
use std::pin::pin;

use asyncgen::{async_gen, async_generator, stream, try_stream};
use asyncgen_tests::{drain, pending};
use futures::StreamExt;

/// A function that returns `()`.
fn log() {}

/// A function whose return type is inferred from its use.
async fn reply<T: Default>() -> Result<T, Infallible> {
    Ok(T::default())
}

mod parentheses_and_braces {
    use super::*;

    #[async_generator]
    async fn attribute(by_ref: bool) -> u32 {
        let mut future = pin!(ready(1));
        yield_!((&mut future).await);
        yield_!((if by_ref { ready(2) } else { ready(3) }).await);
        yield_!(
            (match by_ref {
                true => ready(4),
                false => ready(5),
            })
            .await
        );
        yield_!({ ready(6) }.await);
        yield_!((7));
        yield_!({ 8 });
        #[for_await]
        for n in (futures::stream::iter([9])) {
            yield_!(n);
        }
        (pending(1).await)
    }

    #[test]
    fn under_the_attribute() {
        assert_eq!(drain(attribute(true)), [1, 2, 4, 6, 7, 8, 9]);
    }

    async_gen! {
        async gen fn keyword() -> u32 {
            let mut future = pin!(ready(1));
            yield (&mut future).await;
            yield(2);
            yield { 3 };
            { pending(1) }.await;
            for await n in (futures::stream::iter([4])) { yield(n); }
            (pending(1).await)
        }
    }

    #[test]
    fn under_the_keyword() {
        assert_eq!(drain(keyword()), [1, 2, 3, 4]);
        let block = stream! { let mut f = pin!(ready(1)); yield (&mut f).await; yield(2); };
        assert_eq!(drain(block), [1, 2]);
    }
}

mod returns_of_unit {
    use super::*;

    #[async_generator(throws = String)]
    async fn attribute(case: u32) -> u32 {
        let mut _n = 0;
        yield_!(case);
        match case {
            0 => return log(),
            1 => return println!("one"),
            2 => return pending(1).await,
            3 => return _n = 5,
            7 => return log() as (),
            4 => return Err("four".to_string())?,
            5 => return (),
            6 => {
                finally! { log(); }
                let _ = catch! { return Err("six".to_string())? };
                return log();
            }
            _ => {}
        }
        yield_!(100);
    }

    #[test]
    fn under_the_attribute() {
        for case in [0, 1, 2, 3, 5, 6, 7] {
            assert_eq!(drain(attribute(case)), [Ok(case)]);
        }
        assert_eq!(drain(attribute(4)), [Ok(4), Err("four".to_string())]);
        assert_eq!(drain(attribute(8)), [Ok(8), Ok(100)]);
    }

    #[test]
    fn in_blocks() {
        let block = try_stream! { yield 1; if true { return Err("end")?; } };
        assert_eq!(drain(block), [Ok(1), Err("end")]);
        let block = stream! { yield 1; if true { return log(); } yield 2; };
        assert_eq!(drain(block), [1]);
    }
}

mod last_expressions {
    use super::*;

    #[async_generator(throws = Infallible)]
    async fn inferred() -> u32 {
        yield_!(1);
        reply().await?
    }

    #[async_generator]
    async fn cast() -> u32 {
        yield_!(1);
        log() as ()
    }

    #[async_generator]
    async fn diverges() -> u32 {
        yield_!(1);
        std::process::abort()
    }

    #[test]
    fn are_inferred_to_be_unit() {
        assert_eq!(drain(inferred()), [Ok(1)]);
        assert_eq!(drain(cast()), [1]);
        assert_eq!(asyncgen_tests::run(pin!(diverges()).next()), Some(1));
        let block = stream! { yield Ok::<_, Infallible>(1); reply().await? };
        assert_eq!(drain(block), [Ok(1)]);
    }
}

mod conditional_yields {
    use super::*;

    async_gen! {
        async gen fn keyword() -> u32 {
            yield 1;
            #[cfg(any())]
            yield 2;
            #[cfg(all())]
            yield 3;
        }
    }

    #[test]
    fn follow_their_cfg() {
        assert_eq!(drain(keyword()), [1, 3]);
        assert_eq!(drain(stream! { #[cfg(any())] yield 1; yield 2; }), [2]);
        assert_eq!(
            drain(async_gen!(async gen {
                #[cfg(any())]
                yield 1;
                yield 2;
            })),
            [2]
        );
    }
}

mod generators_in_arguments {
    use super::*;

    #[async_generator]
    async fn attribute() -> u32 {
        tokio::pin! {
            let inner = stream! { yield 1u32; yield 2; };
        }
        #[for_await]
        for n in inner {
            yield_!(n);
        }
        tokio::pin! {
            let theirs = async_stream::stream! {
                for await n in futures::stream::iter([3, 4]) { yield n; }
            };
        }
        #[for_await]
        for n in theirs {
            yield_!(n);
        }
    }

    #[test]
    fn keep_their_own_yields() {
        assert_eq!(drain(attribute()), [1, 2, 3, 4]);
        let block = stream! {
            tokio::pin! { let inner = stream! { yield 1u32; }; }
            for await n in inner { yield n; }
        };
        assert_eq!(drain(block), [1]);
    }
}

/// Code that a `#[cfg]` removes has no effect on the expansion.
mod removed_code {
    use super::*;

    #[async_generator]
    async fn attribute() -> u32 {
        #[cfg(any())]
        fail()?;
        #[cfg(any())]
        let _never = || yield_!(1);
        #[cfg(any())]
        return 5;
        #[cfg_attr(all(), cfg(any()))]
        fail()?;
        yield_!(2);
    }

    struct Fields {
        one: u32,
    }

    impl Fields {
        fn add(&self, n: u32) -> u32 {
            self.one + n
        }
    }

    #[async_generator]
    async fn in_parts() -> u32 {
        let fields = Fields {
            one: 1,
            #[cfg(any())]
            two: fail()?,
        };
        match fields.one {
            #[cfg(any())]
            1 => fail()?,
            #[cfg(any())]
            2 if fail()? => {}
            one => yield_!(one),
        }
        let list = [
            #[cfg(any())]
            fail()?,
            2,
        ];
        let pair = (
            #[cfg(any())]
            fail()?,
            list[0],
        );
        yield_!(drop_first(
            #[cfg(any())]
            fail()?,
            pair.0
        ));
        yield_!(fields.add(
            #[cfg(any())]
            fail()?,
            2
        ));
        yield_!(
            vec![
                #[cfg(any())]
                fail()?,
                4
            ][0]
        );
    }

    fn drop_first(n: u32) -> u32 {
        n
    }

    macro_rules! as_it_is {
        ($($code:tt)*) => { $($code)* };
    }

    fn fail() -> Result<(), &'static str> {
        Err("failed")
    }

    #[test]
    fn raises_nothing() {
        assert_eq!(drain(attribute()), [2]);
        assert_eq!(drain(in_parts()), [1, 2, 3, 4]);
        let block = stream! { yield 1; #[cfg(any())] fail()?; yield 2; };
        assert_eq!(drain(block), [1, 2]);
        let block = stream! {
            match 1 { #[cfg(any())] 1 => fail()?, _ => yield 1 }
            as_it_is! { #[cfg(any())] fail()?; yield drop_first(#[cfg(any())] fail()?, 2); }
        };
        assert_eq!(drain(block), [1, 2]);
        let block =
            stream! { yield Ok(1); #[cfg(all())] fail()?; #[cfg(any())] fail()?; yield Ok(2); };
        assert_eq!(drain(block), [Ok(1), Err("failed")]);
    }
}

/// Macros of other crates that have the names of ours.
mod foreign_names {
    use super::*;

    mod util {
        macro_rules! finally {
            ($value:expr) => {
                $value + 1
            };
        }
        macro_rules! catch {
            ($value:expr) => {
                Some($value)
            };
        }
        macro_rules! yield_ {
            ($value:expr) => {
                assert_eq!($value, 5)
            };
        }
        macro_rules! yield_from {
            ($value:expr) => {
                $value - 1
            };
        }
        pub(super) use {catch, finally, yield_, yield_from};
    }
    mod functions {
        pub(super) fn yield_(n: u32) -> u32 {
            n + 2
        }
    }

    #[async_generator]
    async fn attribute() -> u32 {
        yield_!(util::finally!(1));
        yield_!(functions::yield_(1));
        yield_!(util::catch!(3).unwrap_or(0));
        let _: Result<(), Infallible> = asyncgen::catch! { yield_!(4) };
        util::yield_!(5);
        yield_!(util::yield_from!(6));
        println!("{:?}", util::yield_!(5));
        tokio::select! {
            five = ready(5) => { util::yield_!(five); asyncgen::yield_!(util::yield_from!(7)) }
        }
    }

    #[test]
    fn by_a_path_belong_to_the_other_crate() {
        assert_eq!(drain(attribute()), [2, 3, 3, 4, 5, 6]);
        assert_eq!(drain(stream! { util::yield_!(5); yield util::yield_from!(2); }), [1]);
    }

    macro_rules! catch {
        ($value:expr) => {
            $value + 10
        };
    }
    macro_rules! through_catch {
        ($value:expr) => {
            catch!($value)
        };
    }
    mod imported {
        macro_rules! other {
            ($value:expr) => {
                $value + 20
            };
        }
        pub(super) use other as finally;
    }
    use imported::finally;
    macro_rules! through_finally {
        ($value:expr) => {
            finally!($value)
        };
    }

    #[async_generator]
    async fn through_macros() -> u32 {
        yield_!(through_catch!(1));
        yield_!(through_finally!(2));
    }

    #[test]
    fn that_other_macros_call_are_the_users_own() {
        assert_eq!(drain(through_macros()), [11, 22]);
        assert_eq!(drain(stream! { yield through_catch!(3) + through_finally!(4); }), [37]);
    }
}

/// The macros of a renamed crate, by its path.
mod renamed {
    use asyncgen_tests::Log;

    use super::*;

    /// As MIGRATION.md shows it.
    extern crate asyncgen as async_stream;
    extern crate asyncgen as generators;

    #[generators::async_generator(crate = self::generators)]
    async fn attribute(log: &Log) -> u32 {
        self::generators::finally! { log.say("cleanup"); }
        self::generators::yield_!(1);
        let _ = self::generators::catch! { println!("{:?}", self::generators::yield_!(2)) };
    }

    #[test]
    fn are_the_macros_of_a_generator() {
        let log = &Log::new();
        assert_eq!(drain(attribute(log)), [1, 2]);
        let block = self::async_stream::stream! {
            async_stream::finally! { log.say("block"); }
            async_stream::yield_!(3);
            let _ = async_stream::catch! { yield 4; };
        };
        assert_eq!(drain(block), [3, 4]);
        assert_eq!(log.take(), "cleanup block");
    }
}

/// The type that the surroundings of a block declare is known in the block, as in an `async fn`.
mod types_that_the_surroundings_declare {
    use std::fmt::Display;

    use futures::Stream;

    use super::*;

    fn coerced() -> impl Stream<Item = Box<dyn Display>> {
        stream! {
            yield Box::new(1);
            yield Box::new("two");
        }
    }

    fn coerced_in_results() -> impl Stream<Item = Result<Box<dyn Display>, String>> {
        try_stream! {
            yield Box::new(1);
            Err("two")?;
        }
    }

    fn without_length() -> impl Stream<Item = &'static [u8]> {
        async_gen!(async gen move {
            yield b"three";
        })
    }

    fn first<S: Stream<Item = u8>>(items: S) -> Option<u8> {
        drain(items).into_iter().next()
    }

    #[test]
    fn are_coerced_to() {
        let texts: Vec<_> = drain(coerced()).iter().map(ToString::to_string).collect();
        assert_eq!(texts, ["1", "two"]);
        assert_eq!(drain(without_length()), [b"three"]);
        assert_eq!(first(stream! { yield "4".parse().unwrap(); }), Some(4));
        let results = drain(coerced_in_results());
        assert!(matches!(&results[..], [Ok(one), Err(two)]
            if one.to_string() == "1" && two == "two"));
    }
}

/// A `return` in a rule leaves what the rule is applied in.
mod returns_in_rules {
    use super::*;

    #[async_generator]
    async fn attribute() -> u32 {
        macro_rules! first {
            ($items:expr) => {
                match $items.first() {
                    Some(first) => *first,
                    None => return None,
                }
            };
        }
        macro_rules! stop_if {
            ($condition:expr) => {
                if $condition {
                    return;
                }
            };
        }
        fn of_slice(items: &[u32]) -> Option<u32> {
            Some(first!(items))
        }
        let of_vec = |items: Vec<u32>| Some(first!(items));
        let mut reached = 0;
        (|| {
            stop_if!(true);
            reached += 1;
        })();
        async {
            stop_if!(true);
            reached += 1;
        }
        .await;
        yield_!(of_slice(&[]).or_else(|| of_vec(vec![1])).unwrap() + reached);
        catch! { stop_if!(reached == 0) }.unwrap();
        yield_!(2);
    }

    #[test]
    fn leave_a_closure_a_function_a_block_and_the_body() {
        assert_eq!(drain(attribute()), [1]);
        let block = stream! {
            macro_rules! even {
                ($n:expr) => { if $n % 2 == 1 { return None } else { Some($n) } };
            }
            for n in 0..3u32 {
                if let Some(even) = (|| even!(n))() { yield even; }
            }
        };
        assert_eq!(drain(block), [0, 2]);
    }
}

/// A `?` in a rule belongs to what the rule is applied in.
mod question_marks_in_rules {
    use super::*;

    macro_rules! as_it_is {
        ($($code:tt)*) => { $($code)* };
    }

    #[async_generator]
    async fn attribute() -> u32 {
        macro_rules! next {
            ($option:expr) => {
                $option? + 1
            };
        }
        macro_rules! non_zero {
            ($n:expr) => {
                match $n {
                    0 => anyhow::bail!("zero"),
                    n => n,
                }
            };
        }
        fn inner(option: Option<u32>) -> Option<u32> {
            Some(next!(option))
        }
        let closure = |option: Option<u32>| Some(next!(option));
        let future = async { Some(next!(Some(3))) };
        yield_!(inner(None).or(closure(Some(1))).unwrap());
        yield_!(future.await.unwrap());
        yield_!((|| anyhow::Ok(non_zero!(5)))().unwrap());
    }

    #[test]
    fn of_closures_functions_and_blocks_need_no_throws() {
        assert_eq!(drain(attribute()), [2, 4, 5]);
        let block = stream! {
            macro_rules! next { ($option:expr) => { $option? + 1 }; }
            yield (|option: Option<u32>| Some(next!(option)))(Some(1)).unwrap();
        };
        assert_eq!(drain(block), [2]);
        let block = stream! {
            macro_rules! sum { ($e:expr $(, $f:expr)?) => { $e $(+ $f)? } }
            yield sum!(1);
            yield sum!(1, 2);
        };
        assert_eq!(drain(block), [1, 3]);
    }

    #[test]
    fn of_the_body_make_its_items_results() {
        let directly = stream! {
            macro_rules! get { ($result:expr) => { $result? } }
            macro_rules! through { ($result:expr) => { get!($result) } }
            yield Ok(1);
            yield Ok(through!(Err("directly")));
        };
        assert_eq!(drain(directly), [Ok(1), Err("directly")]);
        let in_arguments = stream! {
            macro_rules! get { ($result:expr) => { $result? } }
            as_it_is! { yield Ok(1); yield Ok(get!(Err("in arguments"))); }
        };
        assert_eq!(drain(in_arguments), [Ok(1), Err("in arguments")]);
        let among_tokens = stream! {
            macro_rules! get { ($result:expr) => { $result? } }
            tokio::select! { result = ready(Err("among tokens")) => yield Ok(get!(result)) }
            yield Ok(1);
        };
        assert_eq!(drain(among_tokens), [Err("among tokens")]);
    }
}

/// Statements that are the arguments of a macro, without braces around them.
mod statements_in_arguments {
    use asyncgen_tests::Log;
    use futures::stream::iter;

    use super::*;

    macro_rules! as_it_is {
        ($($code:tt)*) => { { $($code)* } };
    }

    #[async_generator]
    async fn attribute(log: &Log) -> u32 {
        as_it_is! {
            #[for_await]
            for n in iter([1]) {
                yield_!(n);
            }
            finally! { log.say("cleanup"); }
            yield_!(2);
        }
        log.say("behind it");
    }

    #[test]
    fn are_statements() {
        let log = Log::new();
        assert_eq!(drain(attribute(&log)), [1, 2]);
        assert_eq!(log.take(), "cleanup behind it");
        let block = stream! { as_it_is! { for await n in iter([1]) { yield n; } yield 2; } };
        assert_eq!(drain(block), [1, 2]);
    }

    #[async_generator]
    async fn of_rules(log: &Log) -> u32 {
        macro_rules! guarded {
            ($($code:tt)*) => {{ finally! { log.say("cleanup"); } $($code)* }};
        }
        macro_rules! each {
            ($n:ident in $stream:expr => $body:block) => {
                #[for_await]
                for $n in $stream $body
            };
        }
        macro_rules! choose {
            ($condition:expr, $then:block else $otherwise:block) => {
                if $condition $then else { yield_!(0); $otherwise }
            };
        }
        macro_rules! all {
            ($($n:expr),* $(; $last:expr)?) => {
                $(yield_!($n);)*
                for n in [$($n),*] { yield_!(n); }
                $(yield_!($last))?
            };
        }
        guarded! { log.say("guarded"); }
        each!(n in iter([1]) => { yield_!(n); });
        choose!(true, { yield_!(2); } else {});
        choose!(false, {} else { yield_!(3); });
        all!(4, 5; 6);
        all!(7);
    }

    #[test]
    fn are_statements_of_rules() {
        let log = Log::new();
        assert_eq!(drain(of_rules(&log)), [1, 2, 0, 3, 4, 5, 4, 5, 6, 7, 7]);
        assert_eq!(log.take(), "guarded cleanup");
    }
}

/// Macros that make a closure, a function or an `async` block of their arguments.
mod arguments_that_become_functions {
    use super::*;

    macro_rules! lazy {
        ($value:expr) => {
            || $value
        };
    }
    macro_rules! attempt {
        ($($code:tt)*) => { (|| -> Result<_, String> { Ok({ $($code)* }) })() };
    }
    macro_rules! function {
        ($name:ident $body:block) => {
            fn $name() -> Option<u32> $body
        };
    }
    macro_rules! each {
        ($($name:ident => $value:expr),*) => { $(let $name = || $value;)* };
    }
    macro_rules! task {
        ($($code:tt)*) => { async { $($code)* } };
    }
    macro_rules! as_it_is {
        ($($code:tt)*) => { { $($code)* } };
    }

    #[async_generator]
    async fn attribute(last: u32) -> u32 {
        let one = lazy!({
            if last > 0 {
                return 1;
            }
            0
        });
        yield_!(one());
        yield_!(attempt! { "2".parse::<u32>().map_err(|error| error.to_string())? }.unwrap());
        function!(three {
            let zero: u32 = None?;
            Some(zero)
        });
        yield_!(three().unwrap_or(3));
        each!(four => { return 4 }, five => 5);
        yield_!(four());
        yield_!(five());
        yield_!(
            task!(let n = "6".parse::<u32>()?; Ok::<_, std::num::ParseIntError>(n)).await.unwrap()
        );
        as_it_is! {
            if last == 6 {
                return log();
            }
        }
        yield_!(7);
    }

    fn of_numbers() -> impl futures::Stream<Item = u32> {
        stream! { yield attempt! { "x".parse().map_err(|_| "no number")? }.unwrap_or(1); }
    }

    fn of_results() -> impl futures::Stream<Item = Result<u32, String>> {
        async_gen!(async gen move {
            yield attempt! { Err("caught".to_owned())? };
            as_it_is! { yield Ok(Err("raised".to_owned())?); }
        })
    }

    #[test]
    fn have_their_own_question_marks_in_blocks() {
        assert_eq!(drain(of_numbers()), [1]);
        assert_eq!(drain(of_results()), ["caught", "raised"].map(|it| Err(it.to_owned())));
        let undeclared = stream! { yield Ok(1); yield Ok(as_it_is! { Err("raised")? }); };
        assert_eq!(drain(undeclared), [Ok(1), Err("raised")]);
    }

    #[test]
    fn have_their_own_returns_and_question_marks() {
        assert_eq!(drain(attribute(6)), [1, 2, 3, 4, 5, 6]);
        assert_eq!(drain(attribute(7)), [1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(drain(stream! { yield lazy!({ return 1; })(); }), [1]);
    }
}
