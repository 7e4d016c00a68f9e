#![feature(gen_blocks)]
#![allow(dead_code)]

async gen fn numbers(n: u32) -> u32 {
    if n == 0 {
        return None;
    }
    yield n;
}

fn main() {}
