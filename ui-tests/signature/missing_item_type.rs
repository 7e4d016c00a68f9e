use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> Missing {
    yield_!(1);
}

fn main() {
    let _ = numbers();
}
