//! The error is at the item, with the declared type as the expected one.
use asyncgen::async_gen;

async_gen! {
    async gen fn f() -> u32 {
        yield 1;
        yield "two";
        yield;
    }
    async gen fn unit() {
        yield 3;
    }
}

fn main() {}
