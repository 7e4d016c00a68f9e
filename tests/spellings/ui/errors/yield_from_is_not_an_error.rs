//! A yield of a variable named `from` or of a dereference is valid: only the last line is an error.
use asyncgen::stream;

fn main() {
    let from = 1;
    let reference = &2;
    let _ = stream! {
        yield from;
        yield from + 1;
        yield *reference;
        yield 5 as u8 as i32 * "text";
    };
}
