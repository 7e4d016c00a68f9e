// rustc alone can tell whether the two differ in their hygiene.
// errors: 3
#![allow(unused_variables)]

use asyncgen::async_generator;

#[async_generator]
async fn copied(n: u32, n: u32) -> u32 {
    yield_!(n);
}

#[async_generator]
async fn moved(text: String, text: String) -> String {
    yield_!(text);
}

#[async_generator]
async fn in_a_pattern((a, b): (u32, u32), a: u32) -> u32 {
    yield_!(a);
}

fn main() {
    let _ = (copied(1, 2), moved(String::new(), String::new()), in_a_pattern((1, 2), 3));
}
