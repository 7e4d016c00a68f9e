use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    yield_!(1);
}

async fn consume() {
    numbers().await;
}

fn main() {
    let _ = consume();
}
