use std::pin::pin;

use asyncgen::try_stream;
use futures::StreamExt;

async fn consume() {
    let numbers = try_stream! {
        for word in ["1", "two"] {
            yield word.parse::<u32>()?;
        }
    };
    let mut numbers = pin!(numbers);
    while let Some(Ok(n)) = numbers.next().await {
        println!("{n}");
    }
}

fn main() {
    let _ = consume();
}
