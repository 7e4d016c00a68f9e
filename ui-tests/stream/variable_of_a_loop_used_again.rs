// errors: 2
// The variable that a loop in the block goes over is used after it.
use asyncgen::stream;
use futures::Stream;

fn repeated<S: Stream<Item = u32>>(inner: S) -> impl Stream<Item = u32> {
    stream! {
        loop {
            for await n in inner {
                yield n;
            }
        }
    }
}

fn later<S: Stream<Item = u32>>(inner: S) -> (impl Stream<Item = u32>, S) {
    let items = stream! {
        for await n in inner {
            yield n;
        }
    };
    (items, inner)
}

fn main() {}
