//! An item cannot borrow from the body.
use asyncgen::stream;
use futures::Stream;

fn lines() -> impl Stream<Item = &'static str> {
    stream! {
        let mut buffer = String::new();
        loop {
            buffer.push('x');
            yield &buffer;
        }
    }
}

fn main() {}
