use asyncgen::async_generator;

#[async_generator(throws = String)]
async fn numbers() -> u32 {
    let caught = || catch! { yield_!(1) };
    let _outcome = caught();
}

fn main() {
    let _ = numbers();
}
