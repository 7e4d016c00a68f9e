//! A `?` in `stream!` makes its error the last item.
use asyncgen::stream;
use futures::Stream;

fn numbers(text: String) -> impl Stream<Item = u32> {
    stream! {
        let n = text.parse::<u32>()?;
        yield n;
        yield n + 1;
    }
}

fn main() {
    let _ = numbers(String::new());
}
