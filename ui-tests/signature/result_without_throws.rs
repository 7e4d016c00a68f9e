use asyncgen::async_generator;

#[async_generator]
async fn numbers(text: &str) -> Result<u32, std::num::ParseIntError> {
    yield_!(text.parse()?);
    yield_!(text.parse()?);
}

fn main() {
    let _ = numbers("1");
}
