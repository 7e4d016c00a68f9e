use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    println!("{:?}", yield_!("one"));
}

fn main() {
    let _ = numbers();
}
