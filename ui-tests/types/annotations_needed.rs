use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    let all = Vec::new();
    yield_!(all.len() as u32);
}

fn main() {
    let _ = numbers();
}
