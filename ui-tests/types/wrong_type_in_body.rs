use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    let one: u32 = "one";
    yield_!(one);
}

fn main() {
    let _ = numbers();
}
