use asyncgen::{AsyncGenerator, async_generator};

#[async_generator]
async fn words(text: &str) -> &str {
    yield_!(text);
}

fn forever(text: &str) -> impl AsyncGenerator<Item = &'static str> {
    words(text)
}

fn main() {
    let _ = forever("one");
}
