use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    yield_!(1);
    loop {
        break 5;
    }
}

fn main() {
    let _ = numbers();
}
