use asyncgen::async_generator;

#[async_generator]
async fn numbers(last: Option<u32>) -> u32 {
    yield_!(1);
    match last {
        Some(last) => last,
        None => {}
    }
}

fn main() {
    let _ = numbers(None);
}
