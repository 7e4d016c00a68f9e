use asyncgen::async_generator;

#[async_generator]
async fn words(text: &str) -> String {
    yield_!(text.to_uppercase());
    text.to_lowercase()
}

fn main() {
    let _ = words("a");
}
