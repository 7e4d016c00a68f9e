use asyncgen::async_generator;

#[async_generator]
fn numbers() -> impl futures::Stream<Item = u32> {
    yield_!(1);
}

fn main() {
    let _ = numbers();
}
