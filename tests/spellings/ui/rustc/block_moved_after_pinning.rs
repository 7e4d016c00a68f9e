//! `tests/ui/coroutine/self_referential_gen_block.rs`: a pinned generator cannot be moved.
use asyncgen::async_gen;
use futures::StreamExt;
use std::pin::pin;

async fn f() {
    let g = async_gen!(async gen {
        let y = 42;
        let z = &y;
        yield 43;
        yield *z;
    });
    let mut pinned = pin!(g);
    pinned.next().await;
    drop(Box::new(g));
}

fn main() {}
