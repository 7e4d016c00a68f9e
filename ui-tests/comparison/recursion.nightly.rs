#![feature(gen_blocks, async_for_loop, async_iterator)]
#![allow(dead_code)]

async gen fn tree(n: u32) -> u32 {
    yield n;
    if n > 0 {
        for await x in tree(n - 1) {
            yield x;
        }
    }
}

fn main() {}
