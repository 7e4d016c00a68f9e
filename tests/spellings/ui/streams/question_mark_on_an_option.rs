//! `?` raises errors; an `Option` has none.
use asyncgen::try_stream;
use futures::Stream;

fn numbers() -> impl Stream<Item = Result<u32, String>> {
    try_stream! {
        yield Some(1)?;
    }
}

fn main() {}
