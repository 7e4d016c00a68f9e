use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    println!("{:?}", yield_!(1, 2));
}

fn main() {
    let _ = numbers();
}
