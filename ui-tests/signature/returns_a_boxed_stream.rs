// errors: 3
use asyncgen::{BoxAsyncGenerator, async_generator};
use futures::stream::{BoxStream, LocalBoxStream};

#[async_generator]
async fn boxed() -> BoxStream<'static, u32> {
    yield_!(1);
}

#[async_generator]
async fn local() -> LocalBoxStream<'static, Vec<u8>> {
    yield_!(vec![]);
}

#[async_generator]
async fn generator() -> BoxAsyncGenerator<'static, (u32, String)> {
    yield_!((1, String::new()));
}

fn main() {
    let _ = (boxed(), local(), generator());
}
