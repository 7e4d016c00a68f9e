//! The error is at the item, not at the macro.
use asyncgen::{async_gen, stream, try_stream};
use futures::Stream;

fn numbers() -> impl Stream<Item = u32> {
    stream! {
        yield 1;
        yield "two";
    }
}

fn results() -> impl Stream<Item = Result<u32, String>> {
    try_stream! {
        yield 1;
        yield String::from("two").len().to_string();
    }
}

fn main() {
    let _ = async_gen!(async gen {
        yield 1_u8;
        yield Some("text");
    });
}
