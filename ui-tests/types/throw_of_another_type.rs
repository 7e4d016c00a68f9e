// mentions: src/
use asyncgen::{AsyncGeneratorExt, async_generator};

#[async_generator(throws = String)]
async fn numbers() -> u32 {
    yield_!(1);
}

async fn consume() {
    let mut all = std::pin::pin!(numbers());
    let _ = all.throw("stop").await;
}

fn main() {
    let _ = consume();
}
