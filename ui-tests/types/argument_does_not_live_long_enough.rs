use asyncgen::async_generator;

#[async_generator]
async fn words(text: &str) -> &str {
    yield_!(text);
}

fn main() {
    let words = {
        let text = String::from("one");
        words(&text)
    };
    drop(words);
}
