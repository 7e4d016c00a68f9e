// errors: 4
#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

trait Shape {}

struct Row;

fn save<T: Shape>(row: T) -> impl Stream<Item = u32> {
    drop(row);
    futures::stream::iter([1])
}

fn numbers() -> impl Stream<Item = u32> {
    stream! {
        for await n in save(Row) {
            yield n;
        }
    }
}

fn main() {}
