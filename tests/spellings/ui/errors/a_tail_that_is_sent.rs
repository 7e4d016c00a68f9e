//! What the last yield evaluates to would be lost.
use asyncgen::async_gen;

async_gen! {
    #[async_generator(send = u32)]
    async gen fn f() -> u32 {
        yield 1
    }
}

fn main() {}
