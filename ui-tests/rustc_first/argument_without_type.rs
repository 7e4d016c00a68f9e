use asyncgen::async_generator;

#[async_generator]
async fn numbers(from) -> u32 {
    yield_!(from);
}

fn main() {
    let _ = numbers(1);
}
