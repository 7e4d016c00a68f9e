#![allow(dead_code)]

use asyncgen::async_gen;

async_gen! {
    async gen fn numbers() -> Foo {
        yield 1;
    }
}

fn main() {}
