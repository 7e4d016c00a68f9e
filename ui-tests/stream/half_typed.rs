// errors: 2
#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

struct Page {
    number: u32,
}

fn numbers(page: Page) -> impl Stream<Item = u32> {
    stream! {
        let number = page.;
        yield number;
    }
}

fn yielded(page: Page) -> impl Stream<Item = u32> {
    stream! {
        yield page.;
    }
}

fn main() {}
