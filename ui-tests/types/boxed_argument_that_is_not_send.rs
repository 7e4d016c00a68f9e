// mentions: InfallibleItems, src/
#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator(boxed)]
async fn pairs<T, U>(left: T, right: U) -> (T, U)
where
    U: Send,
{
    yield_!((left, right));
}

fn main() {}
