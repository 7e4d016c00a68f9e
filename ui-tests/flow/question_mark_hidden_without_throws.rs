use asyncgen::async_generator;

#[async_generator]
async fn numbers(text: &str) -> u32 {
    let all: Vec<u32> = vec![text.parse()?];
    yield_!(all[0]);
}

fn main() {
    let _ = numbers("1");
}
