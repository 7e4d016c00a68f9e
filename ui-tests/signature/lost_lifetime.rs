use asyncgen::async_generator;

#[async_generator]
async fn longest(a: &str, b: &str) -> &str {
    yield_!(if a.len() < b.len() { b } else { a });
}

fn main() {
    let _ = longest("a", "b");
}
