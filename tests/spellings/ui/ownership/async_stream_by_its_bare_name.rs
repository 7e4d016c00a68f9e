//! async-stream's own macro inside a generator has to be called by its path.
use async_stream::stream;

fn main() {
    let _ = asyncgen::stream! {
        for await n in stream! { yield 1; } { yield n; }
    };
}
