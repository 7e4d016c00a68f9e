use asyncgen::stream;
use futures::Stream;

fn numbers(n: u32) -> impl Stream<Item = u32> {
    stream! { n }
}

fn main() {
    let _ = numbers(1);
}
