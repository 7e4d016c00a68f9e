// errors: 2
use asyncgen::{stream, try_stream};
use futures::Stream;

fn numbers() -> impl Stream<Item = u32> {
    stream!(async move {
        yield 1;
    })
}

fn results() -> impl Stream<Item = Result<u32, String>> {
    try_stream! {
        async {
            yield 1;
            Err("that was all".to_owned())?;
        }
    }
}

fn main() {
    let _ = (numbers(), results());
}
