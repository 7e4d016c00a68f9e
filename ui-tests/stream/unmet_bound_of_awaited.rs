// errors: 3
#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

trait Shape {}

struct Row;

async fn save<T: Shape>(row: T) -> u32 {
    drop(row);
    1
}

fn numbers() -> impl Stream<Item = u32> {
    stream! {
        yield 1;
        save(Row).await;
    }
}

fn main() {}
