#![allow(unused_labels)]
use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    'must_stand_directly_in_the_async_generator: {
        async {
            'must_stand_directly_in_the_async_generator: {
                yield_!(1);
            }
        }
        .await;
    }
}

fn main() {
    let _ = numbers();
}
