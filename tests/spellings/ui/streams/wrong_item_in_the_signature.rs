//! Where all items agree with each other, but not with the signature.
use asyncgen::stream;
use futures::Stream;

fn numbers() -> impl Stream<Item = u32> {
    stream! {
        yield "one";
        yield "two";
    }
}

fn main() {}
