use asyncgen::async_generator;

#[async_generator]
async fn flags(flag: bool) -> bool {
    yield_!(flag);
    !flag
}

fn main() {
    let _ = flags(true);
}
