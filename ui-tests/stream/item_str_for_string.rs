#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn words() -> impl Stream<Item = String> {
    stream! {
        yield "a";
    }
}

fn main() {}
