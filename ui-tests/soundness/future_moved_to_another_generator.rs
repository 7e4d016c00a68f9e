use asyncgen::async_generator;
use std::pin::Pin;

macro_rules! hidden {
    ($action:expr) => {
        Box::pin(async move { $action })
    };
}

type Later = Pin<Box<dyn Future<Output = ()>>>;

#[async_generator]
async fn lends() -> u32 {
    let later: Later = hidden!(yield_!(0xdead_beef));
    let mut runs = Box::pin(runs(later));
    futures::StreamExt::next(&mut runs).await;
}

#[async_generator]
async fn runs(later: Later) -> Box<u32> {
    later.await;
    yield_!(Box::new(1));
}

fn main() {
    let _ = lends();
}
