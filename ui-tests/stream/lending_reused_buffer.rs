// errors: 2
#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn lines<'a>(n: u32) -> impl Stream<Item = &'a str> {
    stream! {
        let mut line = String::new();
        for _ in 0..n {
            line.push('x');
            yield line.as_str();
        }
    }
}

fn main() {}
