//! A stream has to be pinned before it is polled.
use asyncgen::stream;
use futures::StreamExt;

async fn f() {
    let mut numbers = stream! { yield 1; };
    numbers.next().await;
}

fn main() {}
