use asyncgen::async_generator;

#[derive(Debug)]
struct Broken;

#[async_generator(throws = Broken)]
async fn numbers(text: &str) -> u32 {
    let number: u32 = text.parse()?;
    yield_!(number);
}

fn main() {
    let _ = numbers("1");
}
