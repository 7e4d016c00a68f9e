// errors: 4
use asyncgen::async_generator;

#[async_generator(lazy, throws = String)]
const async fn numbers() -> u32 {
    yield_!(from 1..3);
    7
}

fn main() {
    let _ = numbers();
}
