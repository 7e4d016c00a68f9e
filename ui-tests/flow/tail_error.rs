use asyncgen::async_generator;

#[async_generator(throws = String)]
async fn numbers() -> u32 {
    yield_!(1);
    Err("no more".to_owned())
}

fn main() {
    let _ = numbers();
}
