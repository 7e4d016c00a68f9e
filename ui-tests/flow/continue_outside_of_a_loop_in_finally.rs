use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    finally! { println!("done"); }
    yield_!(1);
    continue;
}

fn main() {
    let _ = numbers();
}
