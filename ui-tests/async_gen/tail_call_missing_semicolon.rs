#![allow(dead_code)]

use asyncgen::async_gen;

fn log(_: u32) -> usize { 0 }
async_gen! {
    async gen fn numbers() -> u32 {
        yield 1;
        log(2)
    }
}

fn main() {}
