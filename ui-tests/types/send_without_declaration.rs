// mentions: src/
use asyncgen::{AsyncGeneratorExt, async_generator};

#[async_generator]
async fn numbers() -> u32 {
    yield_!(1);
}

async fn consume() {
    let mut all = std::pin::pin!(numbers());
    let _ = all.send(5).await;
}

fn main() {
    let _ = consume();
}
