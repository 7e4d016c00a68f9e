use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    struct One;
    impl One {
        async fn one(&self) {
            yield_!(1);
        }
    }
    One.one().await;
}

fn main() {
    let _ = numbers();
}
