// errors: 2
use asyncgen::async_generator;

#[async_generator(unpin, pinned(always), throws = String)]
async fn numbers() -> u32 {
    Err("no numbers")?;
    yield_!(1);
}

fn main() {
    let _ = numbers();
}
