// mentions: src/
use asyncgen::{AsyncGeneratorExt, async_generator};
use futures::StreamExt;

#[async_generator]
async fn numbers() -> u32 {
    yield_!(1);
}

async fn consume() {
    let numbers = numbers().close_on_drop(tokio::spawn);
    let mut lines = numbers.map(|n| n.to_string());
    while let Some(line) = lines.next().await {
        println!("{line}");
    }
}

fn main() {
    let _ = consume();
}
