// errors: 3
use asyncgen::async_generator;

#[async_generator]
async fn numbers(text: &str) -> u32 {
    let first = text.parse::<u32>()?;
    [first].iter().for_each(|n| yield_!(*n));
    yield_!(1, 2);
}

fn main() {
    let _ = numbers("1");
}
