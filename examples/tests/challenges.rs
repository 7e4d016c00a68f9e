//! The examples in `challenges/`: the log of each part, with exact times.
//!
//! Numbers and times are those of the same challenges in Python.

#![expect(clippy::duplicate_mod, reason = "each example has its own copy of `challenges/support`")]

#[path = "../challenges/4_exhausted.rs"]
mod exhausted;
#[path = "../challenges/5_guarded_line.rs"]
mod guarded_line;
#[path = "../challenges/1_in_order.rs"]
mod in_order;
#[path = "../challenges/2_running_sums.rs"]
mod running_sums;
#[path = "../challenges/3_side_by_side.rs"]
mod side_by_side;

/// Runs a part of a challenge on a paused clock, and compares its log.
macro_rules! assert_logs {
    ($challenge:ident::$part:ident, [$($line:literal),* $(,)?]) => {
        let transcript = $challenge::transcript($challenge::$part).await;
        assert_eq!(transcript.lines().collect::<Vec<_>>(), [$($line),*]);
    };
}

mod challenge_1 {
    use super::*;

    /// One after the other, in 1 + 1/2 + 1/3 + 1/4 seconds. Concurrently it would take 1 second,
    /// and end in the opposite order.
    #[tokio::test(start_paused = true)]
    async fn awaitables_run_one_after_the_other_and_items_come_in_order() {
        assert_logs!(
            in_order::in_order,
            [
                "t=0.000 start 1",
                "t=1.000 end 1",
                "t=1.000 got 1",
                "t=1.000 start 2",
                "t=1.500 end 2",
                "t=1.500 got 2",
                "t=1.500 start 3",
                "t=1.833 end 3",
                "t=1.833 got 3",
                "t=1.833 start 4",
                "t=2.083 end 4",
                "t=2.083 got 4",
            ]
        );
    }
}

mod challenge_2 {
    use super::*;
    use futures::StreamExt as _;
    use tokio::time::{Duration, Instant};

    #[tokio::test(start_paused = true)]
    async fn a_number_takes_as_many_seconds_as_it_says() {
        let start = Instant::now();
        let numbers: Vec<u64> = running_sums::numbers(525).collect().await;
        assert_eq!(numbers, [2, 3, 0, 2, 2, 1, 2, 2, 2, 2]);
        assert_eq!(start.elapsed(), Duration::from_secs(numbers.iter().sum()));
    }

    /// Each sum is yielded at the time of its number.
    #[tokio::test(start_paused = true)]
    async fn sums_come_at_the_time_of_their_numbers() {
        assert_logs!(
            running_sums::running_sums,
            [
                "t=2.000 sum 2",
                "t=5.000 sum 5",
                "t=5.000 sum 5",
                "t=7.000 sum 7",
                "t=9.000 sum 9",
                "t=10.000 sum 10",
                "t=12.000 sum 12",
                "t=14.000 sum 14",
                "t=16.000 sum 16",
                "t=18.000 sum 18",
            ]
        );
    }

    #[tokio::test(start_paused = true)]
    async fn closing_the_outer_generator_after_a_break_closes_the_inner_one_first() {
        assert_logs!(
            running_sums::leaving_early,
            ["t=0.000 sum 1", "t=0.000 sum 3", "t=1.000 inner closed", "t=1.000 left early"]
        );
    }
}

mod challenge_3 {
    use super::*;

    /// 2.969 seconds: the time of `a` alone.
    #[tokio::test(start_paused = true)]
    async fn side_by_side_they_interleave_and_take_the_longer_time() {
        assert_logs!(
            side_by_side::side_by_side,
            [
                "t=0.671 b 6",
                "t=0.848 a 5",
                "t=0.850 b 0",
                "t=1.094 a 4",
                "t=1.482 b 5",
                "t=1.624 a 7",
                "t=2.210 b 0",
                "t=2.376 a 6",
                "t=2.576 b 7",
                "t=2.576 b is done",
                "t=2.969 a 3",
                "t=2.969 a is done",
            ]
        );
    }

    /// 5.545 seconds: 2.969 and 2.576, one after the other.
    #[tokio::test(start_paused = true)]
    async fn one_after_the_other_they_take_the_sum() {
        assert_logs!(
            side_by_side::one_after_the_other,
            [
                "t=0.848 a 5",
                "t=1.094 a 4",
                "t=1.624 a 7",
                "t=2.376 a 6",
                "t=2.969 a 3",
                "t=2.969 a is done",
                "t=3.640 b 6",
                "t=3.819 b 0",
                "t=4.451 b 5",
                "t=5.179 b 0",
                "t=5.545 b 7",
                "t=5.545 b is done",
            ]
        );
    }

    /// Each sum takes as long as the slower of its two items.
    #[tokio::test(start_paused = true)]
    async fn the_third_generator_yields_their_sums_step_by_step() {
        assert_logs!(
            side_by_side::step_by_step,
            [
                "t=0.848 pair sum 11",
                "t=1.094 pair sum 4",
                "t=1.726 pair sum 12",
                "t=2.478 pair sum 6",
                "t=3.071 pair sum 10",
            ]
        );
    }

    #[tokio::test(start_paused = true)]
    async fn the_sums_end_with_the_shorter_source_and_close_the_longer_one() {
        assert_logs!(
            side_by_side::uneven_lengths,
            ["t=0.848 pair sum 11", "t=1.094 pair sum 4", "t=1.726 a is closed, b is closed"]
        );
    }
}

mod challenge_4 {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_last_line_is_logged_at_the_end_of_the_iteration() {
        assert_logs!(
            exhausted::by_hand,
            ["t=0.100 value 0", "t=0.200 value 1", "t=0.300 value 2", "t=0.300 depleted"]
        );
    }

    #[tokio::test(start_paused = true)]
    async fn after_the_end_there_is_none_for_ever_and_at_once() {
        assert_logs!(
            exhausted::none_for_ever,
            [
                "t=0.100 Some(0)",
                "t=0.200 Some(1)",
                "t=0.300 Some(2)",
                "t=0.300 None",
                "t=0.300 None",
                "t=0.300 None"
            ]
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_stream_without_a_generator_ends_the_same_way() {
        assert_logs!(
            exhausted::a_stream_without_a_generator,
            ["t=0.000 value 0", "t=0.000 value 1", "t=0.000 value 2", "t=0.000 depleted"]
        );
    }
}

mod challenge_5 {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn creating_raises_nothing_and_awaiting_does() {
        assert_logs!(
            guarded_line::one_generator,
            [
                "t=0.000 created, nothing raised",
                "t=0.000 first: Ok(Some(1))",
                "t=0.100 caught CustomError: boom",
                "t=0.100 afterwards: Ok(None)",
            ]
        );
    }

    #[tokio::test(start_paused = true)]
    async fn join_waits_for_both_and_gives_both_results() {
        assert_logs!(
            guarded_line::under_join,
            [
                "t=0.000 created, nothing raised",
                "t=0.300 fine: dropped",
                r#"t=0.300 failing: Err(CustomError("boom"))"#,
                "t=0.300 fine: Ok([0, 1, 2])",
            ]
        );
    }

    #[tokio::test(start_paused = true)]
    async fn try_join_ends_at_the_first_error_and_drops_the_other() {
        assert_logs!(
            guarded_line::under_try_join,
            [
                "t=0.000 created, nothing raised",
                "t=0.100 fine: dropped",
                "t=0.100 caught CustomError: boom"
            ]
        );
    }

    #[tokio::test(start_paused = true)]
    async fn the_generator_does_not_see_the_consumers_own_error() {
        assert_logs!(
            guarded_line::the_consumers_own_error,
            [
                "t=0.000 generator cleaned up",
                r#"t=0.000 consumer ended with Err(CustomError("in the consumer"))"#
            ]
        );
    }

    #[tokio::test(start_paused = true)]
    async fn an_error_that_is_thrown_in_is_caught_at_the_yield() {
        assert_logs!(
            guarded_line::thrown_in,
            [
                r#"t=0.000 Ok(Some("first"))"#,
                "t=0.000 generator caught CustomError: thrown",
                r#"t=0.000 Some(Ok("recovered"))"#,
                "t=0.000 generator cleaned up",
            ]
        );
    }
}

/// The whole program, as `cargo run --example` runs it, on a runtime whose clock is paused.
#[test]
fn the_programs_run() {
    in_order::main();
    running_sums::main();
    side_by_side::main();
    exhausted::main();
    guarded_line::main();
}
