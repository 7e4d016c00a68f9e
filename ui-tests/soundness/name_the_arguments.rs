// errors: 2
use asyncgen::async_generator;

#[async_generator]
async fn numbers((first, _): (String, u32)) -> u32 {
    let again: String = _asyncgen_take.await;
    yield_!(1);
    drop((first, again, _asyncgen_rest));
}

fn main() {}
