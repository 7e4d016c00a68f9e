use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    let mine = _what_it_gives;
    yield_!(1);
    drop(mine);
}

fn main() {
    let _ = numbers();
}
