use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    async {
        yield_!(1);
    }
    .await;
}

fn main() {
    let _ = numbers();
}
