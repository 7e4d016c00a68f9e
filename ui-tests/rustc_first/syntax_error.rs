use asyncgen::async_generator;

#[async_generator]
async fn numbers(from: u32) -> u32 {
    yield_!(from);
    let = 5;
}

fn main() {
    let _: std::pin::Pin<Box<dyn futures::Stream<Item = u32>>> = Box::pin(numbers(1));
}
