use asyncgen::async_generator;

#[async_generator]
async fn numbers(from: Option<u32>) -> u32 {
    let from = match from {
        Some(from) => from,
        None => return 0,
    };
    yield_!(from);
}

fn main() {
    let _ = numbers(None);
}
