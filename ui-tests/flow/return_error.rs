use asyncgen::async_generator;

#[async_generator(throws = String)]
async fn numbers() -> u32 {
    yield_!(1);
    return Err("that was all".to_string());
}

fn main() {
    let _ = numbers();
}
