use asyncgen::async_generator;

#[async_generator]
async fn countdown(from: u32) -> u32 {
    yield_!(from);
    #[for_await]
    for n in countdown(from - 1) {
        yield_!(n);
    }
}

fn main() {
    let _ = countdown(3);
}
