use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    (0..3).for_each(|n| yield_!(n));
}

fn main() {
    let _ = numbers();
}
