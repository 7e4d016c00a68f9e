// errors: 2
// mentions: InfallibleItems
use asyncgen::async_generator;
use futures::StreamExt;

#[async_generator]
async fn numbers() -> u32 {
    yield_!(1);
}

async fn consume() {
    let mut all = numbers();
    while let Some(n) = all.next().await {
        println!("{n}");
    }
}

fn main() {
    let _ = consume();
}
