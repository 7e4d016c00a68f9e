use asyncgen::async_generator;

#[async_generator]
async fn lengths() -> usize {
    let mut words = vec!["one"];
    let first = &words[0];
    words.push("two");
    yield_!(first.len());
}

fn main() {
    let _ = lengths();
}
