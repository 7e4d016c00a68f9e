use asyncgen::async_generator;

#[async_generator(throws = std::num::ParseIntError)]
async fn numbers(text: &str) -> u32 {
    yield_!(1);
    match text.parse() {
        Ok(n) => Ok(n),
        Err(error) => Err(error),
    }
}

fn main() {
    let _ = numbers("1");
}
