use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    yield_!(1);
    break 'must_stand_directly_in_the_async_generator;
}

fn main() {
    let _ = numbers();
}
