//! `gen fn` is not asynchronous; there is nothing we could make of it.
use asyncgen::async_gen;

async_gen! {
    gen fn f() -> u32 { yield 1; }
    pub gen fn g() -> u32 { yield 2; }
    impl S {
        gen fn h(&self) -> u32 { yield 3; }
    }
}

struct S;

fn main() {}
