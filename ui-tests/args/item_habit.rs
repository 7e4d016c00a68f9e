use asyncgen::async_generator;

#[async_generator(item = u32)]
async fn numbers() {
    yield_!(1);
}

fn main() {
    let _ = numbers();
}
