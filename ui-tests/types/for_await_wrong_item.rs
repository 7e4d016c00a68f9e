use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    #[for_await]
    for word in futures::stream::iter(["one"]) {
        yield_!(word);
    }
}

fn main() {
    let _ = numbers();
}
