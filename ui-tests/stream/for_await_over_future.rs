#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

async fn fetch() -> Vec<u32> { vec![] }
fn numbers() -> impl Stream<Item = u32> {
    stream! {
        for await n in fetch() {
            yield n;
        }
    }
}

fn main() {}
