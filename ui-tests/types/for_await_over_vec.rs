use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    #[for_await]
    for n in vec![1, 2, 3] {
        yield_!(n + 1);
    }
}

fn main() {
    let _ = numbers();
}
