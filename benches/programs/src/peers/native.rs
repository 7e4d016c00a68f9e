//! The bodies as rustc's own `async gen`: a program by itself, compiled by a nightly rustc.
#![feature(async_for_loop, async_iterator, gen_blocks, yield_expr)]
#![recursion_limit = "512"]

#[path = "../shared/mod.rs"]
mod shared;

use std::cell::Cell;
use std::pin::Pin;

use core::async_iter::AsyncIterator as Stream;

use crate::shared::bodies::{Bodies, Source};
use crate::shared::leaves::{Depth, Failed, Page, Pending, Ready, Woken, check, page};
use crate::shared::works::aligned;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let [_, _, work, size, print @ ..] = &args[..] else {
        panic!("usage: native native <work> <n> [print]")
    };
    let n = size.parse().expect("a number");
    match aligned(|| shared::works::run::<Native>(work, n)) {
        None => std::process::exit(3),
        Some(result) if !print.is_empty() => println!("{result}"),
        Some(_) => {}
    }
}

struct Native;

impl Bodies for Native {
    fn count<const ROW: u64>(n: u64) -> impl Stream<Item = u64> {
        async gen move {
            for x in 0..n {
                yield x;
            }
        }
    }

    fn boxed<const ROW: u64>(n: u64) -> impl Stream<Item = u64> + Unpin {
        let stream: Pin<Box<dyn Stream<Item = u64> + Send>> = Box::pin(Self::count::<ROW>(n));
        stream
    }

    fn ready_between<const ROW: u64>(n: u64) -> impl Stream<Item = u64> {
        async gen move {
            for x in 0..n {
                Ready.await;
                yield x;
            }
        }
    }

    fn pending_between<const ROW: u64>(n: u64) -> impl Stream<Item = u64> {
        async gen move {
            for x in 0..n {
                Pending::default().await;
                yield x;
            }
        }
    }

    fn woken_between<const ROW: u64>(n: u64) -> impl Stream<Item = u64> {
        async gen move {
            for x in 0..n {
                Woken::default().await;
                yield x;
            }
        }
    }

    fn depth_between<const ROW: u64>(n: u64) -> impl Stream<Item = u64> {
        async gen move {
            for x in 0..n {
                Depth.await;
                yield x;
            }
        }
    }

    fn pages<const ROW: u64>(n: u64) -> impl Stream<Item = Page> {
        async gen move {
            for x in 0..n {
                yield page(x);
            }
        }
    }

    fn bytes(page: Page) -> impl Stream<Item = u64> {
        async gen move {
            for byte in &page {
                yield u64::from(*byte);
            }
        }
    }

    fn checked<const ROW: u64>(n: u64) -> impl Stream<Item = Result<u64, Failed>> {
        async gen move {
            for x in 0..n {
                match check(x) {
                    Ok(x) => yield Ok(x),
                    Err(error) => {
                        yield Err(error);
                        return;
                    }
                }
            }
        }
    }

    fn fallible<const ROW: u64>(n: u64) -> impl Stream<Item = Result<u64, Failed>> {
        async gen move {
            for x in 0..n {
                yield Ok(x);
            }
        }
    }

    fn nested<S: Source>(n: u64) -> impl Stream<Item = u64> {
        async gen move {
            for await x in S::open(n) {
                yield x;
            }
        }
    }

    fn relay(inner: impl Stream<Item = u64>) -> impl Stream<Item = u64> {
        async gen move {
            for await x in inner {
                yield x;
            }
        }
    }

    fn totals<const ROW: u64>(sent: &Cell<Option<u64>>) -> impl Stream<Item = u64> {
        async gen move {
            let mut total = 0_u64;
            loop {
                yield total;
                if let Some(x) = sent.take() {
                    total += x;
                }
            }
        }
    }
}
