#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers() -> impl Stream<Item = u32> {
    stream! {
        let mut n = 3;
        while n > 0 {
            yield n;
            n--;
        }
    }
}

fn main() {}
