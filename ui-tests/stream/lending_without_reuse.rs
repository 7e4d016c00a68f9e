use asyncgen::stream;
use futures::Stream;

fn lines<'a>() -> impl Stream<Item = &'a str> {
    stream! {
        for n in 0..3 {
            let line = format!("line {n}");
            yield line.as_str();
        }
    }
}

fn main() {
    let _ = lines();
}
