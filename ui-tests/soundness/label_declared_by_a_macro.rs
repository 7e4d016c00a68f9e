#![allow(unused_labels)]
use asyncgen::async_generator;

macro_rules! hidden {
    ($action:expr) => {
        async move {
            'must_stand_directly_in_the_async_generator: {
                $action
            }
        }
    };
}

#[async_generator]
async fn numbers() -> u32 {
    hidden!(yield_!(1)).await;
}

fn main() {
    let _ = numbers();
}
