//! Lints: an expansion causes no warning, and lints still fire for the user's own code.
#![deny(
    warnings,
    unused,
    future_incompatible,
    nonstandard_style,
    rust_2018_idioms,
    let_underscore,
    keyword_idents,
    missing_docs,
    missing_debug_implementations,
    unsafe_code,
    unfulfilled_lint_expectations,
    unreachable_pub,
    unused_qualifications,
    unused_lifetimes,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    redundant_lifetimes,
    variant_size_differences,
    unit_bindings,
    clippy::all,
    clippy::pedantic,
    clippy::cargo,
    clippy::absolute_paths,
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    clippy::default_numeric_fallback,
    clippy::else_if_without_else,
    clippy::exhaustive_enums,
    clippy::exhaustive_structs,
    clippy::expect_used,
    clippy::implicit_return,
    clippy::indexing_slicing,
    clippy::let_underscore_must_use,
    clippy::let_underscore_untyped,
    clippy::mem_forget,
    clippy::missing_inline_in_public_items,
    clippy::panic,
    clippy::pattern_type_mismatch,
    clippy::question_mark_used,
    clippy::redundant_type_annotations,
    clippy::shadow_reuse,
    clippy::shadow_same,
    clippy::shadow_unrelated,
    clippy::undocumented_unsafe_blocks,
    clippy::unreachable,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm
)]
#![allow(clippy::multiple_crate_versions, clippy::blanket_clippy_restriction_lints)]
#![allow(unused_crate_dependencies)]
#![expect(
    clippy::implicit_return,
    clippy::question_mark_used,
    clippy::absolute_paths,
    reason = "our own code's style"
)]
#![expect(clippy::arithmetic_side_effects, reason = "of the samples")]
#![expect(clippy::cargo_common_metadata, reason = "it is not published")]

use asyncgen::async_generator;
use asyncgen_tests::{drain, pending};

/// Generators with every construct: nothing in their expansions may cause a warning.
mod clean {
    use super::{async_generator, pending};

    #[async_generator]
    pub(super) async fn plain(from: u32) -> u32 {
        let mut n = from;
        while n > 0 {
            pending(1).await;
            yield_!(n);
            n -= 1;
        }
    }

    /// It is `#[must_use]` by its type, too. A `drop` as an arm of a `match` is exempt.
    #[must_use]
    #[async_generator]
    pub(super) async fn ends_by_drop(n: u32) -> u32 {
        yield_!(n);
        match n {
            0 => {}
            1 => drop(u32::from(true)),
            _ => drop(u32::from(false)),
        }
    }

    #[async_generator]
    pub(super) async fn continues_behind_a_cleanup(n: u32) -> u32 {
        for m in [n, n + 1] {
            finally! { drop(String::new()); }
            yield_!(m);
            if m == n {
                continue;
            }
            yield_!(0);
        }
    }

    #[async_generator]
    pub(super) async fn underscored_in_patterns((a, _b): (u32, u32), _c: u8) -> u32 {
        #[for_await]
        for _d in plain(a) {
            yield_!(a);
        }
    }

    #[async_generator]
    pub(super) async fn for_await(from: u32) -> u32 {
        #[for_await]
        'outer: for n in plain(from) {
            #[for_await]
            for m in plain(n) {
                if m == 2 {
                    continue 'outer;
                }
                yield_!(n + m);
            }
        }
    }

    #[async_generator(throws = std::num::ParseIntError)]
    pub(super) async fn throws(text: &str) -> u32 {
        for word in text.split(' ') {
            yield_!(word.parse()?);
        }
    }

    #[async_generator(send = u32, throws = &'static str)]
    pub(super) async fn everything((mut a, _): (u32, u32), &b: &u32) -> u32 {
        finally! { pending(1).await; }
        for _ in 0_u32..2 {
            finally! { pending(1).await; }
            match catch! { yield_!(a) } {
                Ok(Some(sent)) => a += sent,
                Ok(None) => {}
                Err("stop") => break,
                Err(error) => Err(error)?,
            }
            if a > 100 {
                return;
            }
            yield_!(b);
        }
    }

    /// The last expression is a loop that never ends.
    #[async_generator(send = u32, throws = u32)]
    pub(super) async fn endless() -> u32 {
        let mut n = 0_u32;
        loop {
            n += match catch! { yield_!(n) } {
                Ok(sent) => sent.unwrap_or(1),
                Err(thrown) => thrown,
            };
        }
    }

    #[async_generator]
    pub(super) async fn endless_under_cleanup() -> u32 {
        finally! { pending(1).await; }
        loop {
            yield_!(1);
        }
    }

    #[async_generator(throws = &'static str)]
    pub(super) async fn ends_by_raising(raise: bool) -> u32 {
        let caught = catch! {
            yield_!(1);
            Err("caught")?;
        };
        yield_!(caught.map_or(2, |()| 3));
        if raise {
            Err("raised")?;
        }
    }

    #[async_generator]
    pub(super) async fn catch_ends_by_return() -> u32 {
        let Ok(()) = catch! {
            yield_!(1);
            return;
        };
    }

    #[async_generator]
    pub(super) async fn cleanup_ends_by_break() -> u32 {
        for n in 0_u32..2 {
            finally! {
                if n == 1 {
                    break;
                }
            }
            yield_!(n);
        }
    }

    #[async_generator(throws = &'static str)]
    pub(super) async fn cleanup_never_ends(log: &asyncgen_tests::Log) -> u32 {
        for _ in 0_u32..1 {
            finally! {
                log.say("cleanup");
                break;
            }
            yield_!(1);
        }
        finally! { Err("raised")?; }
        yield_!(2);
    }

    /// The expansion mentions every parameter, which does not count as a use.
    #[async_generator]
    pub(super) async fn underscored(_ignored: u32) -> u32 {
        yield_!(1);
    }

    #[async_generator]
    pub(super) async fn arguments(used: u32, (a, _): (u32, u32), _: u32) -> u32 {
        yield_!(used + a);
    }

    #[derive(Debug)]
    pub(super) struct Counter {
        pub(super) n: u32,
    }

    impl Counter {
        #[async_generator]
        pub(super) async fn up(&mut self, by: &u32) -> u32 {
            self.n += by;
            yield_!(self.n);
        }

        #[async_generator(boxed)]
        pub(super) async fn shown(&self, prefix: &str) -> String {
            yield_!(format!("{prefix}{}", self.n));
        }

        #[async_generator(boxed)]
        pub(super) async fn fixed(n: u32) -> u32 {
            yield_!(n);
        }

        #[async_generator]
        pub(super) async fn named<'a>(&self, text: &'a str) -> (&'a str, u32) {
            yield_!((text, self.n));
        }
    }

    #[async_generator]
    pub(super) async fn short_block_with_cleanup(log: &asyncgen_tests::Log) -> u32 {
        {
            finally! { log.say("cleanup"); }
            yield_!(1);
        }
        yield_!(2);
    }

    #[async_generator(throws = u8)]
    pub(super) async fn in_a_macro(log: &asyncgen_tests::Log) -> u32 {
        macro_rules! as_is {
            ($($code:tt)*) => {
                { $($code)* }
            };
        }
        macro_rules! stop {
            ($value:expr) => {
                match catch! { yield_!($value) } {
                    Ok(()) => return,
                    Err(error) => Err(error)?,
                }
            };
        }
        for last in [false, true] {
            as_is!(catch! {
                finally! { log.say("cleanup"); }
                yield_!(1);
                if last {
                    break;
                }
            })?;
        }
        as_is!(catch! {
            yield_!(2);
        })?;
        stop!(3);
    }

    #[async_generator]
    pub(super) async fn select() -> u32 {
        tokio::select! {
            () = pending(1) => yield_!(1),
            () = pending(5) => return,
        }
        let text = format!("{:?}", yield_!(2));
        yield_!(text.len().try_into().unwrap_or(0));
    }
}

/// More lints apply to exported items.
#[async_generator(boxed)]
#[inline]
pub async fn exported(n: u32) -> u32 {
    yield_!(n);
}

/// The same for a trait.
pub trait Exported {
    /// Declared.
    #[async_generator(boxed)]
    async fn declared(&self) -> u32;

    /// Provided.
    #[async_generator(boxed(local))]
    #[inline]
    async fn provided(&self, text: &str) -> usize {
        yield_!(text.len());
    }
}

/// Lints that fire for the user's own code.
#[derive(Debug)]
#[non_exhaustive]
pub struct Number(u32);

impl Exported for Number {
    #[async_generator(boxed)]
    #[inline]
    async fn declared(&self) -> u32 {
        yield_!(self.0);
    }
}

#[test]
fn the_expansion_of_what_is_exported_is_clean() {
    assert_eq!(drain(exported(1)), [1]);
    assert_eq!(drain(Number(2).declared()), [2]);
    assert_eq!(drain(Number(2).provided("abc")), [3]);
}

#[test]
fn the_expansion_is_clean() {
    assert_eq!(drain(clean::plain(2)), [2, 1]);
    assert_eq!(drain(clean::ends_by_drop(2)), [2]);
    assert_eq!(drain(clean::continues_behind_a_cleanup(1)), [1, 2, 0]);
    assert_eq!(drain(clean::underscored_in_patterns((2, 3), 4)), [2, 2]);
    assert_eq!(drain(clean::for_await(2)), [2]);
    assert_eq!(drain(clean::throws("1 x")).len(), 2);
    assert_eq!(drain(clean::everything((1, 0), &1)).len(), 4);
    assert_eq!(drain(clean::ends_by_raising(true)), [Ok(1), Ok(2), Err("raised")]);
    assert_eq!(drain(clean::cleanup_ends_by_break()), [0, 1]);
    assert_eq!(drain(clean::arguments(1, (3, 4), 2)), [4]);
    assert_eq!(
        drain(clean::cleanup_never_ends(&asyncgen_tests::Log::new())),
        [Ok(1), Ok(2), Err("raised")]
    );
    assert_eq!(drain(clean::underscored(1)), [1]);
    let mut counter = clean::Counter { n: 1 };
    assert_eq!(drain(counter.up(&2)), [3]);
    assert_eq!(drain(counter.shown("n")), ["n3"]);
    assert_eq!(drain(clean::Counter::fixed(1)), [1]);
    assert_eq!(drain(counter.named("x")), [("x", 3)]);
    assert_eq!(drain(clean::select()), [1, 2, 2]);
    assert_eq!(drain(clean::short_block_with_cleanup(&asyncgen_tests::Log::new())), [1, 2]);
    assert_eq!(drain(clean::in_a_macro(&asyncgen_tests::Log::new())), [Ok(1), Ok(1), Ok(2), Ok(3)]);
}

#[test]
fn the_expansion_is_clean_where_a_block_has_no_end() {
    use asyncgen::AsyncGeneratorExt as _;
    use asyncgen_tests::run;
    use futures::StreamExt as _;

    let mut g = std::pin::pin!(clean::endless());
    assert_eq!(run(g.next()), Some(Ok(0)));
    assert_eq!(run(g.close()), Ok(()));
    let mut guarded = std::pin::pin!(clean::endless_under_cleanup());
    assert_eq!(run(guarded.next()), Some(1));
    assert_eq!(run(guarded.close()), Ok(()));
    assert_eq!(drain(clean::catch_ends_by_return()), [1]);
}

/// Each `expect` is an error if the lint does not fire.
mod mistakes {
    use super::{async_generator, pending};

    #[async_generator]
    #[expect(unused_variables, reason = "the local is the mistake")]
    pub(super) async fn unused_local() {
        let unused = 1_u8;
        yield_!();
    }

    #[async_generator]
    pub(super) async fn unused_local_here() {
        #[expect(unused_variables, reason = "the local is the mistake")]
        let unused = 1_u8;
        yield_!();
    }

    #[async_generator]
    #[expect(unused_variables, reason = "the argument is the mistake")]
    pub(super) async fn unused_argument(argument: u32) {
        yield_!();
    }

    #[async_generator]
    pub(super) async fn unused_argument_here(
        #[expect(unused_variables, reason = "the argument is the mistake")] argument: u32,
    ) {
        yield_!();
    }

    #[async_generator]
    #[expect(unused_variables, reason = "the part of the pattern is the mistake")]
    pub(super) async fn unused_in_a_pattern((a, b): (u32, u32)) -> u32 {
        yield_!(a);
    }

    #[async_generator]
    #[expect(unused_mut, reason = "the `mut` is the mistake")]
    pub(super) async fn unused_mut_argument(mut argument: u32) -> u32 {
        yield_!(argument);
    }

    #[async_generator]
    #[expect(unused_mut, reason = "the `mut` is the mistake")]
    pub(super) async fn unused_mut_local() -> u32 {
        let mut local = 1;
        yield_!(local);
    }

    #[async_generator]
    #[expect(unused_assignments, reason = "the first value is the mistake")]
    pub(super) async fn unused_assignment() -> u32 {
        #[allow(unused_variables, reason = "fires for the same mistake")]
        let mut local = 1;
        local = 2;
        yield_!(local);
    }

    #[async_generator]
    #[expect(unused_assignments, reason = "the argument that is overwritten is the mistake")]
    pub(super) async fn overwritten_argument(mut text: String) -> usize {
        text = String::new();
        yield_!(text.len());
    }

    #[async_generator]
    #[expect(unused_assignments, reason = "the argument that is overwritten is the mistake")]
    pub(super) async fn overwritten_beside_a_pattern(
        mut text: String,
        (number, _): (usize, usize),
    ) -> usize {
        text = String::new();
        yield_!(number + text.len());
    }

    #[async_generator]
    #[expect(unused_assignments, reason = "the argument that is only assigned is the mistake")]
    #[expect(unused_variables, reason = "fires for the same mistake")]
    pub(super) async fn argument_that_is_only_assigned(mut number: u32) {
        number = 2;
        yield_!();
    }

    #[async_generator]
    #[expect(unused_must_use, reason = "the dropped result is the mistake")]
    pub(super) async fn unused_result() {
        "1".parse::<u32>();
        yield_!();
    }

    #[must_use]
    async fn must() -> u32 {
        pending(1).await;
        1
    }

    #[async_generator]
    pub(super) async fn unused_output() {
        #[expect(unused_must_use, reason = "the output is the mistake")]
        must().await;
        #[allow(unused_must_use, reason = "it is no mistake here")]
        must().await;
        let _output: u32 = must().await;
        yield_!();
    }

    #[async_generator]
    #[expect(unused_must_use, reason = "the future that nobody awaits is the mistake")]
    pub(super) async fn unused_future() {
        pending(1);
        yield_!();
    }

    #[async_generator(send = u32)]
    #[expect(unused_must_use, reason = "the generator that nobody drives is the mistake")]
    pub(super) async fn unused_generator() {
        unused_local();
        yield_!();
    }

    #[async_generator]
    #[expect(unreachable_code, reason = "the yield after the `return` is the mistake")]
    pub(super) async fn unreachable() {
        yield_!();
        return;
        yield_!();
    }

    #[async_generator]
    #[expect(dead_code, reason = "the function that nobody calls is the mistake")]
    async fn never_called() {}

    #[async_generator(throws = u32)]
    #[expect(unused_variables, reason = "the locals in guarded blocks are the mistake")]
    pub(super) async fn under_catch_and_finally() {
        finally! { let cleanup = 1_u8; }
        let _caught = catch! { let caught = 1_u8; };
        yield_!();
    }

    #[async_generator]
    #[expect(unused_macros, reason = "the rules that nobody applies are the mistake")]
    pub(super) async fn unused_rules() {
        macro_rules! unused {
            () => {
                yield_!()
            };
        }
        yield_!();
    }

    #[async_generator]
    #[expect(unused_parens, reason = "the parentheses are the mistake")]
    pub(super) async fn unused_parentheses() -> u32 {
        yield_!((1));
        let one = (1);
        yield_!(one);
    }

    #[async_generator]
    #[expect(non_snake_case, reason = "the name is the mistake")]
    pub(super) async fn BadName(argument: u32) -> u32 {
        yield_!(argument);
    }

    #[async_generator]
    #[expect(unused_labels, reason = "the label is the mistake")]
    pub(super) async fn unused_label() {
        'unused: for () in [()] {
            yield_!();
        }
    }

    #[async_generator]
    #[expect(
        clippy::needless_range_loop,
        clippy::indexing_slicing,
        reason = "clippy's lints fire too"
    )]
    pub(super) async fn clippys(list: &[u32]) -> u32 {
        for at in 0..list.len() {
            yield_!(list[at]);
        }
    }

    #[async_generator]
    #[expect(clippy::await_holding_lock, reason = "clippy's lints fire too")]
    pub(super) async fn lock_across_an_await(mutex: &std::sync::Mutex<u32>) -> u32 {
        let Ok(guard) = mutex.lock() else { return };
        pending(1).await;
        yield_!(*guard);
    }
}

#[test]
fn lints_fire_for_the_users_own_code() {
    assert_eq!(drain(mistakes::unused_local()), [()]);
    assert_eq!(drain(mistakes::unused_local_here()), [()]);
    assert_eq!(drain(mistakes::unused_argument(1)), [()]);
    assert_eq!(drain(mistakes::unused_argument_here(1)), [()]);
    assert_eq!(drain(mistakes::unused_in_a_pattern((1, 2))), [1]);
    assert_eq!(drain(mistakes::unused_mut_argument(1)), [1]);
    assert_eq!(drain(mistakes::unused_mut_local()), [1]);
    assert_eq!(drain(mistakes::unused_assignment()), [2]);
    assert_eq!(drain(mistakes::overwritten_argument("a".into())), [0]);
    assert_eq!(drain(mistakes::overwritten_beside_a_pattern("a".into(), (2, 3))), [2]);
    assert_eq!(drain(mistakes::argument_that_is_only_assigned(1)), [()]);
    assert_eq!(drain(mistakes::unused_result()), [()]);
    assert_eq!(drain(mistakes::unused_output()), [()]);
    assert_eq!(drain(mistakes::unused_future()), [()]);
    assert_eq!(drain(mistakes::unused_generator()), [()]);
    assert_eq!(drain(mistakes::unreachable()), [()]);
    assert_eq!(drain(mistakes::under_catch_and_finally()), [Ok(())]);
    assert_eq!(drain(mistakes::unused_rules()), [()]);
    assert_eq!(drain(mistakes::unused_parentheses()), [1, 1]);
    assert_eq!(drain(mistakes::BadName(1)), [1]);
    assert_eq!(drain(mistakes::unused_label()), [()]);
    assert_eq!(drain(mistakes::clippys(&[1])), [1]);
    assert_eq!(drain(mistakes::lock_across_an_await(&std::sync::Mutex::new(1))), [1]);
}
