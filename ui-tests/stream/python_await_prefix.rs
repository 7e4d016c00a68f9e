#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn f() -> impl Stream<Item = u32> {
    stream! {
        let n = await get();
        yield n;
    }
}

async fn get() -> u32 { 1 }

fn main() {}
