//! A block needs braces, a function a body.
use asyncgen::async_gen;

fn main() {
    let _ = async_gen!(async gen move yield 1);
    let _ = async_gen!(async gen (yield 1));
    let _ = async_gen!(async gen |n| { yield n; });
    let _ = async_gen!(async gen);
}

async_gen! {
    async gen fn f() -> u32;
}
