use asyncgen::async_generator;

unsafe fn one() -> u32 {
    1
}

#[async_generator]
async fn numbers() -> u32 {
    yield_!(one());
}

fn main() {
    let _ = numbers();
}
