use asyncgen::stream;
use futures::Stream;

fn numbers() -> impl Stream<Item = u32> {
    stream! {
        async gen move {
            yield 1;
        }
    }
}

fn main() {
    let _ = numbers();
}
