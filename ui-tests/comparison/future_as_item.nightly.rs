#![feature(gen_blocks)]
#![allow(dead_code)]

async fn fetch() -> u32 {
    1
}

async gen fn numbers() -> u32 {
    yield fetch();
}

fn main() {}
