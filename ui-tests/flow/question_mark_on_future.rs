use asyncgen::async_generator;

async fn fetch() -> Result<u32, String> {
    Ok(1)
}

#[async_generator(throws = String)]
async fn numbers() -> u32 {
    let n = fetch()?;
    yield_!(n);
}

fn main() {
    let _ = numbers();
}
