// errors: 2
use asyncgen::async_generator;
use futures::future::FutureExt;

macro_rules! lazy {
    ($action:expr) => {
        futures::future::lazy(|_| $action).map(drop)
    };
}

#[async_generator]
async fn numbers() -> u32 {
    lazy!(yield_!(1)).await;
}

fn main() {
    let _ = numbers();
}
