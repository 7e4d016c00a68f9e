//! A variable called `from`, and a dereference, are not delegation; so this has one error only, the last one.
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
