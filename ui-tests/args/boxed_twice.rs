use asyncgen::async_generator;

#[async_generator(boxed, boxed(local))]
async fn numbers() -> u32 {
    yield_!(1);
}

fn main() {
    let _ = numbers();
}
