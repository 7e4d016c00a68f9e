// errors: 2
// mentions: __private, Handle<, InfallibleItems, src/
#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn words() -> impl Stream<Item = str> {
    stream! { yield *"one"; }
}

fn main() {}
