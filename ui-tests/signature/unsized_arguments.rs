// errors: 5
use std::fmt::Debug;

use asyncgen::async_generator;

#[async_generator]
async fn text(text: str, times: &u8) -> u8 {
    println!("{}", &text);
    yield_!(*times);
}

#[async_generator(boxed)]
async fn numbers(numbers: [u8]) -> u8 {
    for n in &numbers {
        yield_!(*n);
    }
}

#[async_generator(throws = String)]
async fn anything(mut value: dyn Debug) -> String {
    yield_!(format!("{value:?}"));
}

#[async_generator]
async fn parameter<T: ?Sized + Debug>(value: T, n: u8) -> String {
    yield_!(format!("{value:?} {n}"));
}

struct Words;

impl Words {
    #[async_generator]
    async fn method(&self, text: str) -> &str {
        yield_!(&text);
    }
}

fn main() {
    let n = 1;
    let _ = (text("a", &n), numbers(&[n]), anything(&n), parameter("a", 1), Words.method("a"));
}
