use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    yield_!(return 1);
    yield_!(2);
}

fn main() {
    let _ = numbers();
}
