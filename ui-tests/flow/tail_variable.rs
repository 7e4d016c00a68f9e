use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    let two = 2;
    yield_!(1);
    two
}

fn main() {
    let _ = numbers();
}
