#![allow(dead_code)]

use asyncgen::async_gen;

async_gen! {
    async gen fn numbers(x: Option<u32>) -> u32 {
        match x {
            Some(n) => yield n,
        }
    }
}

fn main() {}
