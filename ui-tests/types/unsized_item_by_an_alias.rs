// errors: 2
// mentions: __private, Handle<, src/
#![allow(dead_code)]

use asyncgen::async_generator;

type Word = str;

#[async_generator]
async fn words() -> Word {
    yield_!("one");
}

fn main() {}
