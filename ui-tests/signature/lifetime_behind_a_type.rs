use asyncgen::async_generator;

#[async_generator]
async fn texts<T: AsRef<str>, 'a>(text: &'a T) -> &'a str {
    yield_!(text.as_ref());
}

fn main() {
    let _ = texts(&String::new());
}
