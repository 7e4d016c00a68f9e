#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn f() -> impl Stream<Item = u32> {
    stream! {
        yield return 1;
    }
}

fn main() {}
