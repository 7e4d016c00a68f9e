#![feature(gen_blocks)]
#![allow(dead_code)]

async gen fn numbers(text: String) -> u32 {
    let n = text.parse::<u32>()?;
    yield n;
}

fn main() {}
