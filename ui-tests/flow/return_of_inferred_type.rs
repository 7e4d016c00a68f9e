use asyncgen::async_generator;

#[async_generator(throws = std::num::ParseIntError)]
async fn numbers(text: &'static str) -> u32 {
    return text.parse()?;
}

fn main() {
    let _ = numbers("1");
}
