use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    #[for_await]
    for Some(n) in futures::stream::iter([Some(1), None]) {
        yield_!(n);
    }
}

fn main() {
    let _ = numbers();
}
