use asyncgen::async_generator;

#[async_generator]
async fn numbers(n: Option<u32>) -> u32 {
    match n {
        Some(n) => yield_!(n),
    }
}

fn main() {
    let _ = numbers(None);
}
