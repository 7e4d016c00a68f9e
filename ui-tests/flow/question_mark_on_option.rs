use asyncgen::async_generator;

#[async_generator(throws = String)]
async fn numbers(first: Option<u32>) -> u32 {
    yield_!(first?);
}

fn main() {
    let _ = numbers(None);
}
