use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    for n in futures::stream::iter([1, 2]) {
        yield_!(n);
    }
}

fn main() {
    let _ = numbers();
}
