// The same, to name the stream of the loop around it: it must not be moved.
// takes: _asyncgen_stream
#![forbid(unsafe_code)]
use asyncgen::async_generator;
use hostile::lift;

#[async_generator]
async fn numbers() -> u64 {
    #[for_await]
    for n in futures::stream::iter([1]) {
        lift!(_asyncgen_stream => yield_!(n));
    }
}

fn main() {}
