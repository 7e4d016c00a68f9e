use asyncgen::async_generator;

#[async_generator]
async fn words(text: &str) -> &'static str {
    yield_!(text);
}

fn main() {
    let _ = words("one");
}
