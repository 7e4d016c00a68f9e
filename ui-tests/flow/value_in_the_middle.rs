use asyncgen::async_generator;

#[async_generator]
async fn numbers(big: bool) -> u32 {
    if big {
        100
    }
    yield_!(1);
}

fn main() {
    let _ = numbers(true);
}
