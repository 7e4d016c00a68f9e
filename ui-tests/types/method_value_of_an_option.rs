// No method of ours is called or suggested: a trait of ours once had a `value`.
use asyncgen::*;

fn main() {
    let _ = Some(1).value();
}

#[async_generator]
async fn numbers() -> u32 {
    yield_!(1);
}
