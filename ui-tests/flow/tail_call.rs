use asyncgen::async_generator;

fn two() -> u32 {
    2
}

#[async_generator]
async fn numbers() -> u32 {
    yield_!(1);
    two()
}

fn main() {
    let _ = numbers();
}
