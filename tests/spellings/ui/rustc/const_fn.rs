//! `tests/ui/coroutine/const_gen_fn.rs`
use asyncgen::async_gen;

async_gen! {
    const async gen fn f() {}
    async gen extern "C" fn g() {}
}

fn main() {}
