#![allow(dead_code)]

use asyncgen::async_gen;

struct Page {
    number: u32,
}

async_gen! {
    async gen fn numbers(page: Page) -> u32 {
        yield page.;
    }
}

fn main() {}
