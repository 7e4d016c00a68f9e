use asyncgen::async_generator;

unsafe fn one() -> u32 {
    1
}

#[async_generator]
async fn numbers() -> u32 {
    let number = one();
    yield_!(number);
}

fn main() {
    let _ = numbers();
}
