// Nightly's `async_drop`: the drop of a local in an item suspends the body, which no syntax shows.
#![feature(async_drop)]
#![allow(incomplete_features)]

use std::future::{AsyncDrop, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use asyncgen::{AsyncGenerator, async_generator};
use futures_core::Stream;

struct Slow;

impl Drop for Slow {
    fn drop(&mut self) {}
}

impl AsyncDrop for Slow {
    async fn drop(self: Pin<&mut Self>) {
        let mut polled = false;
        poll_fn(move |_| match std::mem::replace(&mut polled, true) {
            false => Poll::Pending,
            true => Poll::Ready(()),
        })
        .await;
        println!("slowly dropped");
    }
}

#[async_generator]
async fn numbers() -> [u64; 8] {
    yield_!({
        let _slow = Slow;
        [7; 8]
    });
}

fn main() {
    std::panic::set_hook(Box::new(|_| ()));
    let mut g = pin!(numbers());
    let mut cx = Context::from_waker(Waker::noop());
    for _ in 0..5 {
        match catch_unwind(AssertUnwindSafe(|| g.as_mut().poll_next(&mut cx))) {
            Ok(polled) => println!("{polled:?}"),
            Err(panic) => println!("panic: {}", panic.downcast::<&str>().expect("a message")),
        }
    }
    println!("{}", g.state());
}
