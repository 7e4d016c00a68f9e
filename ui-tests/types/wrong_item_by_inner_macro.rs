use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    macro_rules! emit {
        ($item:expr) => {
            yield_!($item)
        };
    }
    emit!("one");
}

fn main() {
    let _ = numbers();
}
