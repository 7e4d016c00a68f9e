// errors: 2
#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

macro_rules! emit { ($e:expr) => { yield $e }; }
fn numbers() -> impl Stream<Item = u32> {
    stream! { emit!(1); }
}

fn main() {}
