// errors: 4
#![allow(dead_code)]

use asyncgen::async_generator;

trait Shape {}

struct Framed<T: Shape>(T);

#[async_generator(boxed)]
async fn framed<T: Send>(shape: T) -> Framed<T> {
    yield_!(Framed(shape));
}

fn main() {}
