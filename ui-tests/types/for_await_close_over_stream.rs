use asyncgen::async_generator;
use futures::StreamExt;

#[async_generator]
async fn numbers() -> u32 {
    #[for_await(close)]
    for n in futures::stream::iter([1, 2]).map(|n| n + 1) {
        yield_!(n);
    }
}

fn main() {
    let _ = numbers();
}
