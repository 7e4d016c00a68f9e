//! Ten thousand generators at once, under the collections of `futures`.

use std::pin::pin;

use futures_util::stream::{FuturesUnordered, SelectAll};

use crate::Stream;
use crate::shared::bodies::Bodies;
use crate::shared::consumer::{next, owned};
use crate::shared::works::number;

const CROWD: u64 = 10_000;

/// Does the work until there were `n` items.
pub(crate) fn run<B: Bodies>(work: &str, n: u64) -> Option<u64> {
    let each = n / CROWD;
    Some(match work {
        "select-all" => {
            let open = |_| Box::pin(B::count::<{ number("select-all") }>(each));
            owned((0..CROWD).map(open).collect::<SelectAll<_>>())
        }
        "futures-unordered" => {
            let open = |_| sum(B::woken_between::<{ number("futures-unordered") }>(each));
            owned((0..CROWD).map(open).collect::<FuturesUnordered<_>>())
        }
        _ => return None,
    })
}

/// What a task does with its generator.
async fn sum(stream: impl Stream<Item = u64>) -> u64 {
    let mut stream = pin!(stream);
    let mut sum = 0_u64;
    while let Some(x) = next(stream.as_mut()).await {
        sum = sum.wrapping_add(x);
    }
    sum
}
