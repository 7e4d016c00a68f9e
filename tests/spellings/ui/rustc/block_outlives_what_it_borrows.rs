//! `tests/ui/coroutine/gen_block_move.rs`: without `move`.
use asyncgen::async_gen;
use futures::Stream;

fn moved() -> impl Stream<Item = u32> {
    let mut x = "foo".to_string();
    async_gen!(async gen {
        yield 42;
        if x == "foo" {
            return;
        }
        x.clear();
    })
}

fn main() {}
