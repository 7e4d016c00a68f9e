use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    let mine = _what_this_generator_yields;
    yield_!(1);
    drop(mine);
}

fn main() {
    let _ = numbers();
}
