// mentions: InfallibleItems, src/
use asyncgen::{AsyncGeneratorExt, async_generator};

#[async_generator(send = u8)]
async fn numbers() -> u32 {
    let _sent = yield_!(1);
}

async fn consume() {
    let mut all = numbers();
    let _ = all.send(1).await;
}

fn main() {
    let _ = consume();
}
