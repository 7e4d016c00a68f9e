// mentions: src/
use asyncgen::{AsyncGeneratorExt, async_generator};

#[async_generator(throws = String)]
async fn numbers() -> u32 {
    yield_!(1);
}

fn main() {
    let _ = async {
        if let Err(error) = numbers().into_close().await {
            println!("{error}");
        }
    };
}
