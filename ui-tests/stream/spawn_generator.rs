// errors: 2
#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers() -> impl Stream<Item = u32> {
    stream! { yield 1; }
}

fn consume() { tokio::spawn(numbers()); }

fn main() {}
