use asyncgen::async_generator;

#[async_generator(Sync)]
async fn numbers() -> u32 {
    yield_!(1);
}

fn main() {
    let _ = numbers();
}
