//! As `#[async_trait]` leaves it, which makes a future of the body.
use asyncgen::async_generator;

struct Numbers;

impl Numbers {
    #[async_generator]
    fn from<'async_trait>(&self, first: u32) -> std::pin::Pin<Box<dyn Future<Output = u32> + 'async_trait>> {
        Box::pin(async move {
            yield_!(first);
            yield_!(first + 1);
        })
    }
}

fn main() {
    let _ = Numbers.from(1);
}
