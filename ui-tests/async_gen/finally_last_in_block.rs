#![deny(deprecated, unused_must_use)]
#![allow(dead_code)]

use asyncgen::async_gen;

async_gen! {
    async gen fn numbers() -> u32 {
        yield 1;
        finally! { println!("bye"); }
    }
}

fn main() {}
