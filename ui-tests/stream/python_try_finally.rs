#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers() -> impl Stream<Item = u32> {
    stream! {
        try {
            yield 1;
        } finally {
            println!("end");
        }
    }
}

fn main() {}
