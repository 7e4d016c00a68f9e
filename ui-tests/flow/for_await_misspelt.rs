// errors: 2
use asyncgen::async_generator;

use futures::stream;

#[async_generator]
async fn numbers() -> u32 {
    #[for_awiat]
    for n in stream::iter([1, 2]) {
        yield_!(n);
    }
    #[forawait]
    for n in stream::iter([3, 4]) {
        yield_!(n);
    }
}

fn main() {
    let _ = numbers();
}
