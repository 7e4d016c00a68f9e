#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn words(v: Vec<String>) -> impl Stream<Item = String> {
    stream! {
        for w in &v {
            yield w;
        }
    }
}

fn main() {}
