use asyncgen::async_generator;

#[async_generator]
async fn numbers(stop: bool) -> u32 {
    yield_!(1);
    if stop {
        break;
    }
}

fn main() {
    let _ = numbers(true);
}
