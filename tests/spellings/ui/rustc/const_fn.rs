//! `tests/ui/coroutine/const_gen_fn.rs`
use asyncgen::async_gen;

async_gen! {
    const async gen fn f() {}
    extern "C" async gen fn g() {}
}

fn main() {}
