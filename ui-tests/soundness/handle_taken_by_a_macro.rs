// A macro that takes its arguments apart, to poll a yield under another generator.
#![forbid(unsafe_code)]
use asyncgen::async_generator;

macro_rules! take {
    (({ { let $slot:ident = $handle:ident . claim ( ) . await ; $($put:tt)* } $($suspend:tt)* })) => {
        async move {
            $handle.claim().await.put([1; 8]);
            $handle.suspend().await;
        }
    };
}

#[async_generator]
async fn numbers() -> [u64; 8] {
    let _stolen = take!(yield_!([0; 8]));
}

fn main() {}
