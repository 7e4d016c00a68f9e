use asyncgen::async_generator;

type Word = &'static str;

#[async_generator]
async fn words(text: &str) -> Word {
    yield_!(text);
}

fn main() {
    let _ = words("one");
}
