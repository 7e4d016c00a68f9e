// errors: 3
#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers() -> impl Stream<Item = u32> {
    stream! { yield 1; }
}

async fn consume() { let _ = futures::future::join_all(vec![numbers()]).await; }

fn main() {}
