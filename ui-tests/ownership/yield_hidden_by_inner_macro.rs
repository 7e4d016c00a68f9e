use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    macro_rules! later {
        ($item:expr) => {
            async { yield_!($item) }
        };
    }
    later!(1).await;
}

fn main() {
    let _ = numbers();
}
