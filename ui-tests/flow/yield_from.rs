use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    yield_!(from inner());
}

#[async_generator]
async fn inner() -> u32 {
    yield_!(1);
}

fn main() {
    let _ = numbers();
}
