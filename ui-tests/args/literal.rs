use asyncgen::async_generator;

#[async_generator("numbers")]
async fn numbers() -> u32 {
    yield_!(1);
}

fn main() {
    let _ = numbers();
}
