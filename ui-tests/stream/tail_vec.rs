use asyncgen::stream;
use futures::Stream;

fn numbers() -> impl Stream<Item = u32> {
    stream! { vec![1, 2] }
}

fn main() {
    let _ = numbers();
}
