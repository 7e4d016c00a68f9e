use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    finally! { 5 }
    yield_!(1);
}

fn main() {
    let _ = numbers();
}
