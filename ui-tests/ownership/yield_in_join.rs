// errors: 2
use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    futures::join!(async { yield_!(1) }, async { yield_!(2) });
}

fn main() {
    let _ = numbers();
}
