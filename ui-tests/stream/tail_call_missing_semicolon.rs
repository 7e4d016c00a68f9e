#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn log(_: u32) -> usize { 0 }
fn numbers() -> impl Stream<Item = u32> {
    stream! {
        yield 1;
        log(2)
    }
}

fn main() {}
