use asyncgen::async_generator;

#[derive(Debug)]
struct Broken;

#[async_generator(throws = Broken)]
async fn numbers(text: &str) -> u32 {
    yield_!(text.parse()?);
}

fn main() {
    let _ = numbers("1");
}
