use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    async fn one() {
        yield_!(1);
    }
    one().await;
}

fn main() {
    let _ = numbers();
}
