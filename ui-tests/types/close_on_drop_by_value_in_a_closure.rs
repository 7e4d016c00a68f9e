// mentions: src/
use asyncgen::{AsyncGeneratorExt, async_generator};
use futures::{Stream, StreamExt};

#[async_generator]
async fn numbers() -> u32 {
    yield_!(1);
}

fn lines(runtime: tokio::runtime::Handle) -> impl Stream<Item = String> {
    let numbers = numbers().close_on_drop(move |close| {
        runtime.spawn(async move {
            if let Err(error) = close.await {
                println!("{error}");
            }
        });
    });
    numbers.map(|n| n.to_string())
}

fn main() {
    let _ = lines;
}
