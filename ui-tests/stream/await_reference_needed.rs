#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

async fn get() -> String { String::new() }
fn take(_: &str) {}
fn f() -> impl Stream<Item = u32> {
    stream! {
        take(get().await);
        yield 1;
    }
}

fn main() {}
