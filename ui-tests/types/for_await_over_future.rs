use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    #[for_await]
    for n in async { 5 } {
        yield_!(n);
    }
}

fn main() {
    let _ = numbers();
}
