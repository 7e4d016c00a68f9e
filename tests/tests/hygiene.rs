//! Hygiene: names of the user's and names of the expansion never refer to each other.

use asyncgen_tests::{Log, drain, pending, run};
use futures::StreamExt;

/// Locals, parameters and labels with names that an expansion uses.
mod locals {
    use super::*;
    use asyncgen::{AsyncGeneratorExt, async_generator};

    #[async_generator(send = u32, throws = u32)]
    async fn named(
        handle: u32,
        slot: u32,
        item: u32,
        value: u32,
        body: u32,
        stream: Vec<u32>,
    ) -> u32 {
        let (outcome, left, error, resume, future, generator, step, frame, log) =
            (1, 2, 3, 4, 5, 6, 7, 8, 9);
        let arg_0 = 10;
        let arg_1 = 11;
        yield_!(handle);
        yield_!(slot + yield_!(slot).unwrap_or(item));
        let value = catch! { yield_!(item + value) };
        yield_!(value.map_or(error, |value| value.unwrap_or(outcome)));
        {
            finally! { yield_!(left + outcome + body); }
            yield_!(left);
        }
        #[for_await]
        for item in futures::stream::iter(stream) {
            yield_!(item);
        }
        yield_!(resume + future + generator + step + frame + log + arg_0 + arg_1);
    }

    #[test]
    fn named_as_those_of_the_expansion() {
        let items: Vec<u32> = drain(named(1, 2, 3, 4, 5, vec![6])).into_iter().flatten().collect();
        assert_eq!(items, [1, 2, 5, 7, 1, 2, 8, 6, 60]);
        let mut g = std::pin::pin!(named(1, 2, 3, 4, 5, vec![6]));
        run(g.next());
        assert_eq!(run(g.send(20)), Ok(Some(Ok(2))));
        assert_eq!(run(g.send(20)), Ok(Some(Ok(22))));
        assert_eq!(run(g.next()), Some(Ok(7)));
        assert_eq!(run(g.throw(0)), Ok(Some(Ok(3))));
    }

    #[async_generator]
    async fn unused_and_patterns(
        (handle, _): (u32, u32),
        _slot: u32,
        [arg_0, arg_1]: [u32; 2],
        arg_2: u32,
    ) -> u32 {
        let moved = arg_2;
        yield_!(handle + arg_0 + arg_1 + moved);
    }

    #[test]
    fn arguments_named_as_those_of_the_expansion() {
        assert_eq!(drain(unused_and_patterns((1, 0), 0, [2, 3], 4)), [10]);
    }

    /// A user's label of any name neither shadows a label of the expansion nor is shadowed by it.
    #[async_generator(throws = ())]
    async fn labels() -> u32 {
        'the_body_of_the_async_generator: for n in 0..3 {
            'body: loop {
                finally! {}
                'inner: {
                    let _ = catch! {
                        if n == 0 {
                            continue 'the_body_of_the_async_generator;
                        }
                        if n == 2 {
                            break 'inner;
                        }
                        yield_!(n);
                    };
                }
                yield_!(n + 10);
                break 'body;
            }
        }
    }

    #[test]
    fn labels_named_as_those_of_the_expansion() {
        assert_eq!(drain(labels()), [Ok(1), Ok(11), Ok(12)]);
    }

    #[async_generator]
    async fn lifetimes<'all, 'arg_0>(a: &'all str, b: &'arg_0 str) -> (&'all str, &'arg_0 str) {
        yield_!((a, b));
    }

    #[async_generator(boxed)]
    async fn boxed_lifetimes<'all, 'arg_0>(
        a: &'all str,
        b: &'arg_0 str,
        _c: &str,
    ) -> (&'all str, &'arg_0 str) {
        yield_!((a, b));
    }

    #[test]
    fn lifetimes_named_as_those_of_the_expansion() {
        assert_eq!(drain(lifetimes("a", "b")), [("a", "b")]);
        assert_eq!(drain(boxed_lifetimes("a", "b", "c")), [("a", "b")]);
    }
}

/// Constants, statics and functions, whose names change the meaning of a pattern or a path.
mod constants {
    #![allow(non_upper_case_globals, dead_code)]
    use super::*;
    use asyncgen::async_generator;

    const handle: u32 = 1;
    const slot: u32 = 2;
    const item: u32 = 3;
    const value: u32 = 4;
    const left: u32 = 5;
    const error: u32 = 6;
    const outcome: u32 = 7;
    const arg_0: u32 = 8;
    static stream: u32 = 9;
    fn resumed() {}
    fn generator() {}
    fn pin() {}

    #[async_generator(throws = u32)]
    async fn f(_: u32, (a, _b): (u32, u32)) -> u32 {
        finally! { pending(1).await; }
        let caught = catch! { yield_!(handle + slot + a); };
        caught?;
        #[for_await]
        for n in futures::stream::iter([item, value]) {
            yield_!(n);
        }
    }

    #[test]
    fn named_as_locals_of_the_expansion() {
        assert_eq!(drain(f(0, (1, 2))), [Ok(4), Ok(3), Ok(4)]);
    }
}

/// Users may redefine the names of the prelude.
mod prelude {
    use super::*;

    mod all_of_it {
        #![allow(non_snake_case, non_upper_case_globals, dead_code, non_camel_case_types)]

        pub(super) struct Option;
        pub(super) struct Result;
        pub(super) struct Box;
        pub(super) struct Pin;
        pub(super) trait Send {}
        pub(super) trait Future {}
        pub(super) trait IntoFuture {}
        pub(super) trait Stream {}
        pub(super) trait Debug {}
        pub(super) trait From {}
        pub(super) enum Poll {}
        pub(super) const None: u8 = 0;
        pub(super) fn Ok() {}
        pub(super) fn Err() {}
        pub(super) fn Some() {}
        pub(super) fn drop() {}
        pub(super) type u32 = ();
        pub(super) type str = ();
        pub(super) type bool = ();
        mod core {}
        mod std {}
        mod alloc {}
        mod asyncgen {}
        mod asyncgen_macros {}
        mod futures_core {}

        type number = ::core::primitive::u32;
        type text = ::core::primitive::str;

        #[::asyncgen::async_generator(send = number, throws = &'static text)]
        pub(super) async fn f(
            _log: ::asyncgen_tests::Log,
            (a, _): (number, number),
            _unused: number,
        ) -> number {
            {
                finally! { super::pending(1).await; }
                let caught = catch! { yield_!(a) };
                if let ::core::result::Result::Err(error) = caught {
                    yield_!(error.len() as number);
                }
            }
            'outer: loop {
                #[for_await]
                for n in ::futures::stream::iter([5, 6]) {
                    finally! {}
                    yield_!(n);
                    if n == 6 {
                        break 'outer;
                    }
                }
            }
            "x".parse::<number>().map_err(|_| "not a number")?;
        }

        #[::asyncgen::async_generator(boxed)]
        pub(super) async fn boxed(text: &text) -> number {
            yield_!(text.len() as number);
        }

        #[::asyncgen::async_generator(boxed(local))]
        pub(super) async fn boxed_local<'a>(text: &'a text, _more: &number) -> &'a text {
            yield_!(text);
        }

        #[::asyncgen::async_generator(Send)]
        pub(super) async fn sendable() {
            yield_!();
        }
    }

    #[test]
    fn shadowed() {
        use asyncgen::AsyncGeneratorExt;
        let new = || all_of_it::f(Log::new(), (3, 0), 0);
        assert_eq!(drain(new()), [Ok(3), Ok(5), Ok(6), Err("not a number")]);
        let mut g = std::pin::pin!(new());
        run(g.next());
        assert_eq!(run(g.throw("four")), Ok(Some(Ok(4))));
        assert_eq!(drain(all_of_it::boxed("abc")), [3]);
        assert_eq!(drain(all_of_it::boxed_local("abc", &1)), ["abc"]);
        assert_eq!(drain(all_of_it::sendable()), [()]);
    }

    /// Variants that are imported under the names of the prelude's variants.
    #[test]
    fn shadowed_by_variants() {
        #[derive(Debug, PartialEq)]
        enum Answer {
            Ok,
            Err,
            Some(u32),
            None,
        }
        #[asyncgen::async_generator(throws = String)]
        async fn f() -> Answer {
            use Answer::*;
            yield_!(Ok);
            yield_!(Some(1));
            finally! { yield_!(None); }
            let _ = catch! { yield_!(Err) };
            #[for_await]
            for n in futures::stream::iter([2]) {
                yield_!(Some(n));
            }
        }
        let items: Vec<Answer> = drain(f()).into_iter().flatten().collect();
        assert_eq!(
            items,
            [Answer::Ok, Answer::Some(1), Answer::Err, Answer::Some(2), Answer::None]
        );
    }
}

/// Methods of the user's traits are not called in place of the runtime's.
mod methods {
    use super::*;
    use asyncgen::async_generator;

    #[allow(dead_code)]
    trait Intruder: Sized {
        fn claim(self) -> Self {
            panic!("not yours")
        }
        fn suspend(self) -> Self {
            panic!("not yours")
        }
        fn put(self, _: u32) {
            panic!("not yours")
        }
        fn awaiting(self) -> Self {
            panic!("not yours")
        }
        fn next(self) -> Self {
            panic!("not yours")
        }
        #[allow(clippy::wrong_self_convention, reason = "the name is the point")]
        fn as_mut(self) -> Self {
            panic!("not yours")
        }
        fn into_future(self) -> Self {
            panic!("not yours")
        }
        fn guarded<T>(self, _: T) -> Self {
            panic!("not yours")
        }
        fn end(self) {
            panic!("not yours")
        }
    }

    impl<T> Intruder for T {}

    #[async_generator]
    async fn f() -> u32 {
        pending(1).await;
        yield_!(1);
        let _ = catch! { yield_!(2) };
        finally! { pending(1).await; }
        #[for_await]
        for n in futures::stream::iter([3]) {
            yield_!(n);
        }
        last()
    }

    fn last() {}

    #[test]
    fn of_a_blanket_trait() {
        assert_eq!(drain(f()), [1, 2, 3]);
    }
}

/// The path of the runtime.
mod crate_path {
    use super::*;

    mod facade {
        pub(crate) mod inner {
            pub(crate) use asyncgen as generators;
        }
    }

    mod asyncgen {
        #![allow(dead_code)]
        pub(crate) struct AsyncGenerator;
    }

    #[::asyncgen::async_generator(crate = facade::inner::generators, throws = String)]
    async fn relative(text: &str) -> usize {
        finally! { pending(1).await; }
        yield_!(catch! { text.len() }?);
    }

    #[::asyncgen::async_generator(boxed, crate = crate::crate_path::facade::inner::generators)]
    async fn from_the_root(text: &str) -> usize {
        yield_!(text.len());
    }

    #[facade::inner::generators::async_generator(crate = self::facade::inner::generators)]
    async fn from_self() -> usize {
        yield_!(1);
    }

    #[::asyncgen::async_generator]
    async fn absolute() -> usize {
        yield_!(1);
    }

    #[test]
    fn is_followed() {
        assert_eq!(drain(relative("abc")), [Ok(3)]);
        assert_eq!(drain(from_the_root("abc")), [3]);
        assert_eq!(drain(from_self()), [1]);
        assert_eq!(drain(absolute()), [1]);
    }
}

/// Names that come from a `macro_rules!` keep their own hygiene.
mod macro_rules {
    use super::*;
    use asyncgen::async_generator;

    macro_rules! with_a_local {
        ($name:ident, $argument:ident, $value:expr) => {
            #[async_generator]
            async fn $name($argument: u32, hidden: u32) -> u32 {
                let local = hidden;
                yield_!($value);
                yield_!(local);
                yield_!($argument);
            }
        };
    }

    macro_rules! same_names {
        ($name:ident, $argument:ident) => {
            #[async_generator]
            async fn $name($argument: u32, argument: u32, (_, pattern): (u8, u32)) -> u32 {
                yield_!($argument);
                yield_!(argument);
                yield_!(pattern);
            }

            #[async_generator]
            async fn plain($argument: u32, argument: u32) -> (u32, u32) {
                yield_!(($argument, argument));
            }
        };
    }
    same_names!(h, argument);

    /// Parameters of one name that differ in hygiene, and parameters with names of the expansion.
    #[test]
    fn arguments_of_one_name() {
        #[async_generator]
        async fn ours(
            _what_it_gives: u8,
            _asyncgen_arguments: u16,
            (_asyncgen_rest, _): (u32, ()),
        ) -> u32 {
            yield_!(u32::from(_what_it_gives) + u32::from(_asyncgen_arguments) + _asyncgen_rest);
        }
        assert_eq!(drain(h(1, 2, (3, 4))), [1, 2, 4]);
        assert_eq!(drain(plain(1, 2)), [(1, 2)]);
        assert_eq!(drain(ours(1, 2, (3, ()))), [6]);
    }

    const LOCAL: u32 = 100;
    with_a_local!(f, local, LOCAL + local);

    #[test]
    fn keep_their_own_names() {
        assert_eq!(drain(f(1, 2)), [101, 2, 1]);
    }

    macro_rules! swap {
        ($a:expr, $b:expr) => {{
            let first = yield_value!($b);
            let second = yield_value!($a);
            (first, second)
        }};
    }

    macro_rules! yield_value {
        ($value:expr) => {
            $value + 1
        };
    }

    #[async_generator]
    async fn g() -> (u32, u32) {
        let first = 10;
        let second = 20;
        yield_!(swap!(first, second));
    }

    #[test]
    fn called_in_an_item() {
        assert_eq!(drain(g()), [(21, 11)]);
    }

    /// Names in a rule refer to what they did where the rule was defined, also in a guarded block
    /// behind a variable that shadows them.
    #[async_generator(throws = String)]
    #[deny(unused_macros, unused_variables)]
    async fn of_the_body(total: u32) -> u32 {
        let n = 1;
        macro_rules! emit {
            () => {
                yield_!(n)
            };
        }
        macro_rules! report {
            () => {
                yield_!(total)
            };
        }
        emit!();
        let n = "shadow";
        emit!();
        let _ = catch! { emit!(); };
        for total in [20_u32, 30] {
            let _ = catch! {
                report!();
                yield_!(total);
            };
        }
        finally! { emit!(); }
        let total = n.len();
        emit!();
        report!();
        yield_!(u32::try_from(total).unwrap_or(0));
    }

    #[test]
    fn of_the_body_keep_their_meaning() {
        let items = [1, 1, 1, 9, 20, 9, 30, 1, 9, 6, 1];
        assert_eq!(drain(of_the_body(9)), items.map(Ok));
    }

    /// No rule is reported as unused, whether it is used in guarded blocks, in the body, or in
    /// both.
    #[async_generator(throws = String)]
    #[deny(unused_macros, unused_macro_rules)]
    async fn all_used() -> u32 {
        macro_rules! in_the_body {
            () => {
                yield_!(1)
            };
        }
        macro_rules! in_a_catch {
            () => {
                yield_!(2)
            };
        }
        macro_rules! in_a_cleanup {
            () => {
                yield_!(3)
            };
        }
        in_the_body!();
        let _ = catch! { in_a_catch!() };
        finally! { in_a_cleanup!(); }
        pending(0).await;
    }

    #[test]
    fn of_the_body_are_not_reported_as_unused() {
        assert_eq!(drain(all_used()), [1, 2, 3].map(Ok));
    }
}

/// Foreign macros do not see the handle, and the calls that they see work wherever they put them.
mod arguments_of_other_macros {
    use super::*;
    use asyncgen::{AsyncGeneratorExt, async_generator};

    /// Records the tokens that a macro sees, and evaluates to `()`.
    macro_rules! seen {
        ($($argument:tt)*) => {
            stringify!($($argument)*)
        };
    }

    macro_rules! as_is {
        ($($argument:tt)*) => {
            { $($argument)* }
        };
    }

    macro_rules! as_items {
        ($($item:item)*) => {
            $($item)*
        };
    }

    #[async_generator(throws = u8)]
    async fn shows() -> &'static str {
        macro_rules! shows_its_own {
            ($value:expr) => {
                seen!({
                    finally! { yield_!("cleanup"); }
                    catch! { yield_!($value) }
                })
            };
        }
        yield_!(seen!(yield_!("item")));
        yield_!(seen!(catch! { catch! { yield_!("nested"); } }));
        yield_!(seen!({
            finally! { yield_!("cleanup"); }
            yield_!("guarded");
        }));
        yield_!(
            seen!(token by token => { yield_!("item"); catch! { Err(1)?; yield_!("caught"); } })
        );
        yield_!(shows_its_own!("rule"));
        catch! { yield_!(shows_its_own!("rule")); }?;
    }

    /// Every word is the user's own or part of a call of the local macro.
    #[track_caller]
    fn assert_only_users_words(arguments: &str, words: &[&str]) {
        const OF_CALLS: [&str; 5] = ["__asyncgen_in_macro", "item", "catch", "finally", "return"];
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let is_number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
        for word in
            arguments.split(|c| !is_word(c)).filter(|word| !word.is_empty() && !is_number(word))
        {
            assert!(OF_CALLS.contains(&word) || words.contains(&word), "{word} in {arguments}");
        }
    }

    #[test]
    fn hold_no_handle() {
        let shown: Vec<&str> = drain(shows()).into_iter().flatten().collect();
        assert_eq!(shown.len(), 6);
        for arguments in shown {
            assert!(arguments.contains("__asyncgen_in_macro"), "{arguments}");
            let words =
                ["item", "nested", "cleanup", "guarded", "token", "by", "Err", "caught", "rule"];
            assert_only_users_words(arguments, &words);
        }
    }

    asyncgen::async_gen! {
        fn shows_functions() -> &'static str {
            seen! {
                async gen fn numbers() -> u32 { yield 1; }
                #[async_generator] async fn others() -> u32 { yield 2; }
            }
        }

        async gen fn shows_blocks() -> &'static str {
            yield seen!(async gen move { yield 1; }, stream! { yield 2; });
            yield seen!(token by token => { async gen { yield 1; } });
        }

        as_items! {
            async gen fn numbers() -> u32 {
                let (first, second) = as_is!((async gen { yield 1; }, async gen { yield 2; }));
                for await n in first { yield n; }
                for await n in second { yield n; }
            }
            as_items! {
                #[async_generator(throws = u8)] async fn others() -> u32 { yield 2; Err(3)? }
            }
        }
    }

    /// An inner generator is expanded where the macro puts it.
    #[test]
    fn hold_no_generator() {
        for arguments in drain(shows_blocks()).into_iter().chain([shows_functions()]) {
            let of_generators =
                ["async_gen", "async_generator", "async", "crate", "yield_", "yield"];
            let written =
                ["gen", "fn", "move", "numbers", "others", "u32", "stream", "token", "by"];
            assert_only_users_words(arguments, &[&of_generators[..], &written[..]].concat());
        }
        assert_eq!(drain(numbers()), [1, 2]);
        assert_eq!(drain(others()), [Ok(2), Err(3)]);
    }

    #[async_generator(send = u32, throws = u8)]
    async fn guarded(log: &Log) -> u32 {
        'outer: for round in 0_u32.. {
            let caught = as_is!(catch! {
                for step in 0..3 {
                    let got = as_is!(catch! {
                        finally! { log.say(format!("{round}.{step}")); yield_!(100 + step); }
                        match as_is!(yield_!(10 * round + step)) {
                            Some(0) => continue 'outer,
                            Some(1) => break 'outer,
                            Some(2) => return,
                            Some(3) => break,
                            Some(4) => Err(4)?,
                            got => got,
                        }
                    });
                    log.say(format!("{got:?}"));
                    got?;
                }
            });
            log.say(format!("{caught:?}"));
        }
        yield_!(1000);
    }

    /// Sends each value in turn, beginning at the first yield; 9 is sent to a yield in a cleanup.
    fn sending(values: &[u32]) -> (Vec<u32>, String) {
        let log = Log::new();
        let mut items = Vec::new();
        {
            let mut g = std::pin::pin!(guarded(&log));
            let mut next = run(g.next());
            let mut values = values.iter();
            while let Some(Ok(item)) = next {
                items.push(item);
                let cleans_up = (100..200).contains(&item);
                let Some(value) = (if cleans_up { Some(&9) } else { values.next() }) else { break };
                next = run(g.send(*value)).expect("it is suspended");
            }
        }
        (items, log.take())
    }

    #[test]
    fn are_left_by_every_jump() {
        assert_eq!(sending(&[0, 0]), (vec![0, 100, 10, 100, 20], "0.0 1.0".to_owned()));
        assert_eq!(sending(&[1]), (vec![0, 100, 1000], "0.0".to_owned()));
        assert_eq!(sending(&[2]), (vec![0, 100], "0.0".to_owned()));
        assert_eq!(sending(&[3]), (vec![0, 100, 10], "0.0 Ok(())".to_owned()));
        assert_eq!(sending(&[4]), (vec![0, 100, 10], "0.0 Err(4) Err(4)".to_owned()));
        assert_eq!(
            sending(&[5, 5]),
            (vec![0, 100, 1, 101, 2], "0.0 Ok(Some(5)) 0.1 Ok(Some(5))".to_owned())
        );
    }

    struct Item(u8);

    /// The types of a generator that a macro writes contain that macro's `$crate`.
    macro_rules! generator_of_items {
        ($name:ident, $value:expr) => {
            #[async_generator]
            async fn $name() -> $crate::arguments_of_other_macros::Item {
                as_is!(yield_!($crate::arguments_of_other_macros::Item($value)));
                as_is!(yield_!($crate::arguments_of_other_macros::Item($value + 1)));
            }
        };
    }

    generator_of_items!(items, 7);

    #[test]
    fn of_a_function_that_a_macro_made() {
        assert_eq!(drain(items()).into_iter().map(|item| item.0).collect::<Vec<_>>(), [7, 8]);
    }
}

/// Every token that foreign macros see resolves as the user's own, even one that the expansion
/// made. `probe` is a variable of the user's, which is named with the hygiene of each of these
/// tokens.
///
/// Files in `ui-tests/soundness` show that the check can fail.
mod tokens_that_foreign_macros_see {
    #![expect(clippy::never_loop, reason = "the loops are for the jumps in them")]
    use super::*;
    use asyncgen::{
        AsyncGenerator, AsyncGeneratorExt, async_gen, async_generator, stream, try_stream,
    };
    use hostile::{check, check_function};

    #[async_generator(send = u32, throws = u8)]
    async fn under_the_attribute(kind: u32) -> u32 {
        let probe = ();
        let sent = check!(probe => yield_!({ 1 }));
        check!(probe => let next = yield_!(sent.unwrap_or(2)); let _ = next;);
        check!(probe => 'outer: loop {
            if kind == 0 { return {} }
            #[for_await]
            for n in { let all = [3]; futures::stream::iter(all) } {
                yield_!(n);
                break 'outer;
            }
        });
        'outer: loop {
            let _ = catch! {
                check!(probe => if kind == 1 { break 'outer });
                check!(probe => yield_!(4));
            };
            check!(probe => { Err(5)? });
        }
        let caught = check!(probe => catch! { yield_!(6); Err(7)? });
        check!(probe => {
            finally! { yield_!(8); }
            caught.unwrap_or(());
        });
        macro_rules! rule {
            ($item:expr) => {
                check!(probe => yield_!($item))
            };
        }
        rule!(6);
        let inner = check!(probe => #[async_generator] async fn f() -> u32 { yield_!(7); } f());
        #[for_await]
        for n in inner {
            yield_!(n);
        }
    }

    /// Mistakes under a condition that does not hold are no errors; but a macro sees what stands
    /// for them.
    #[async_generator]
    async fn mistakes_that_are_not_there() -> u32 {
        let probe = ();
        check!(probe => {
            #[cfg(any())]
            {
                Some(1)?;
                let _ = || yield_!(1);
                let _ = async { #[for_await] for x in y {} };
                let _ = || catch! { 1 };
                let _ = finally! {};
                let _ = loop {
                    let _ = catch! { break 1 };
                };
                yield_!(1, 2);
                yield_!(1 2);
                yield_from!(x);
                return Err(1);
            }
        });
        yield_!(1);
    }

    async_gen! {
        async gen fn in_the_macro(log: &Log) -> u32 {
            let probe = ();
            check!(probe => yield 1);
            check!(probe => { for await n in stream! { yield 2; } { yield n; } });
            let inner = check!(probe => async gen { yield 3; });
            for await n in inner { yield n; }
            let inner = check!(probe => #[async_generator] async fn f() -> u32 { yield 4; } f());
            for await n in inner { yield n; }
            if check!(probe => log.take().is_empty()) { return }
            yield 5;
        }
    }

    fn in_a_block() -> impl AsyncGenerator<Item = u32> {
        async_gen!(async gen move {
            let probe = ();
            check!(probe => yield 1);
            check!(probe => if false { return });
            check!(probe => { for await n in stream! { yield 2; } { yield n; } });
        })
    }

    fn in_a_stream() -> impl AsyncGenerator<Item = Result<u32, u8>> {
        try_stream! {
            let probe = ();
            check!(probe => yield 1);
            check!(probe => { Err(2_u8)? });
        }
    }

    #[test]
    fn are_arguments_of_a_macro() {
        assert_eq!(drain(under_the_attribute(0)), [1, 2].map(Ok));
        assert_eq!(drain(under_the_attribute(1)), [1, 2, 3, 6, 8, 6, 7].map(Ok));
        assert_eq!(drain(under_the_attribute(2)), [Ok(1), Ok(2), Ok(3), Ok(4), Err(5)]);
        assert_eq!(drain(in_the_macro(&Log::new())), [1, 2, 3, 4]);
        assert_eq!(drain(mistakes_that_are_not_there()), [1]);
        assert_eq!(drain(in_a_block()), [1, 2]);
        assert_eq!(drain(in_a_stream()), [Ok(1), Err(2)]);
    }

    #[async_generator(throws = u8)]
    #[check_function(probe)]
    async fn function(a: u32, (b, _): (u32, u32), mut c: u32, _: u32) -> u32 {
        finally! { pending(1).await; }
        c += b;
        yield_!(a);
        let caught = catch! {
            yield_!(c);
            Err(5)?;
        };
        caught?;
    }

    #[async_generator(send = u32)]
    #[check_function(probe)]
    async fn without_parameters() -> impl Into<u32> {
        let sent: Option<u32> = yield_!(1_u32);
        yield_!(sent.unwrap_or(2));
    }

    #[async_generator(boxed)]
    #[check_function(probe)]
    async fn boxed(text: &str) -> &str {
        yield_!(text);
    }

    mod named_as_ours {
        use hostile::check_function as for_await;

        #[asyncgen::async_generator]
        #[for_await(probe)]
        pub(super) async fn numbers() -> u32 {
            yield_!(1);
        }
    }

    struct Words(&'static str);

    trait All {
        #[async_generator]
        #[check_function(probe)]
        async fn all(&self) -> &str;
    }

    impl All for Words {
        #[async_generator]
        #[check_function(probe)]
        async fn all(&self) -> &str {
            #[for_await]
            for word in futures::stream::iter(self.0.split(' ')) {
                yield_!(word);
            }
        }
    }

    async_gen! {
        #[check_function(probe)]
        async gen fn function_in_the_macro(a: u32, (b, _): (u32, u32)) -> u32 {
            yield a;
            let inner = async gen { yield b; };
            for await n in inner { yield n; }
        }
    }

    #[test]
    fn are_the_function_below_an_attribute() {
        assert_eq!(drain(function(1, (2, 0), 3, 0)), [Ok(1), Ok(5), Err(5)]);
        assert_eq!(drain(boxed("text")), ["text"]);
        assert_eq!(drain(named_as_ours::numbers()), [1]);
        assert_eq!(drain(Words("one two").all()), ["one", "two"]);
        assert_eq!(drain(function_in_the_macro(1, (2, 0))), [1, 2]);
        let mut sent_to = std::pin::pin!(without_parameters());
        assert_eq!(run(sent_to.next()).map(Into::into), Some(1));
        assert_eq!(run(sent_to.send(3)).map(|item| item.map(Into::into)), Ok(Some(3)));
    }
}
