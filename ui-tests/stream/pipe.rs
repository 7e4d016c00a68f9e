#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn lengths(more: Vec<u32>) -> impl Stream<Item = usize> {
    stream! {
        yield more |> len;
    }
}

fn main() {}
