use asyncgen::async_generator;

#[derive(Debug)]
struct Broken;

#[async_generator(throws = Broken)]
async fn numbers(text: &str) -> u32 {
    let outcome = catch! { text.parse::<u32>()? };
    yield_!(outcome.unwrap_or(0));
}

fn main() {
    let _ = numbers("1");
}
