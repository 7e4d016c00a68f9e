#![feature(gen_blocks)]
#![allow(dead_code)]

async gen fn numbers(all: Vec<u32>) -> u32 {
    all.into_iter().for_each(|n| yield n);
}

fn main() {}
