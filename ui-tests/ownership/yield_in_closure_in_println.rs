use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    println!("{:?}", Some(1).map(|n| yield_!(n)));
}

fn main() {
    let _ = numbers();
}
