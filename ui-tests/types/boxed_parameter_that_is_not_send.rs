// mentions: InfallibleItems, src/
#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator(boxed)]
async fn twice<T>(item: T) -> T {
    yield_!(item);
}

fn main() {}
