// A macro that takes its arguments apart, to poll a yield under another generator.
// takes: match _what_it_gives.await.put({
#![forbid(unsafe_code)]
use asyncgen::async_generator;

macro_rules! take {
    (({ match $handle:ident.await.put({ $($item:tt)* }).await { $($arms:tt)* } })) => {
        async move {
            $handle.await.put([1; 8]).await;
        }
    };
}

#[async_generator]
async fn numbers() -> [u64; 8] {
    let _stolen = take!(yield_!([0; 8]));
}

fn main() {}
