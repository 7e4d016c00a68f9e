#![feature(gen_blocks)]
#![allow(dead_code)]

async gen fn numbers() -> u32 {
    yield "one";
}

fn main() {}
