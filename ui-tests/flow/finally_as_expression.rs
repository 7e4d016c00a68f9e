use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    let _guard = finally! { println!("done") };
    yield_!(1);
}

fn main() {
    let _ = numbers();
}
