use asyncgen::async_generator;

#[async_generator]
async fn numbers(fail: bool) -> u32 {
    yield_!(1);
    if fail {
        Err("failed")?;
    }
}

fn main() {
    let _ = numbers(true);
}
