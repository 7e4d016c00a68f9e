#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn boxes() -> impl Stream<Item = Box<dyn Fn(u32) -> u32>> {
    stream! {
        yield Box::new(|x| "a");
    }
}

fn main() {}
