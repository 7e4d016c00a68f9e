#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers() -> impl Stream<Item = u32> {
    stream! {
        let mut n = 0;
        while n < 3 {
            yield n;
            n++;
        }
    }
}

fn main() {}
