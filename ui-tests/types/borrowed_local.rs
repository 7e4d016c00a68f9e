use asyncgen::async_generator;

#[async_generator]
async fn words() -> &'static str {
    let word = String::from("one");
    yield_!(&word);
}

fn main() {
    let _ = words();
}
