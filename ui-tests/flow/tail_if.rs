use asyncgen::async_generator;

#[async_generator]
async fn numbers(big: bool) -> u32 {
    yield_!(1);
    if big { 100 } else { 2 }
}

fn main() {
    let _ = numbers(true);
}
