// No method of ours is called or suggested: a trait of ours once had an `end`.
use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    yield_!(1);
    ().end()
}

fn main() {}
