//! Nobody says what the error is.
use asyncgen::try_stream;

fn main() {
    drop(try_stream! {
        yield "1".parse::<u32>()?;
    });
}
