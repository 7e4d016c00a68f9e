//! `tests/ui/coroutine/gen_block_is_no_future.rs`
use asyncgen::async_gen;

fn f() -> impl std::future::Future {
    async_gen!(async gen {
        yield 42;
    })
}

fn main() {}
