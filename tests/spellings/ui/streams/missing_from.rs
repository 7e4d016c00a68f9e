//! The error is at the `?`.
use asyncgen::try_stream;
use futures::Stream;

struct MyError;

fn numbers() -> impl Stream<Item = Result<u32, MyError>> {
    try_stream! {
        let n: u32 = "1".parse()?;
        yield n;
    }
}

fn main() {}
