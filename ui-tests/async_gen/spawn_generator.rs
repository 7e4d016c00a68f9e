// errors: 2
#![allow(dead_code)]

use asyncgen::async_gen;

async_gen! {
    async gen fn numbers() -> u32 { yield 1; }
}

fn consume() { tokio::spawn(numbers()); }

fn main() {}
