//! Like `tests/ui/coroutine/gen_fn_lifetime_capture.rs`, but an item does outlive what it borrows.
use asyncgen::async_gen;
use futures::StreamExt;

async_gen! {
    async gen fn f<'a>(x: &'a i32) -> &'a i32 { yield x; }
}

async fn g() -> Option<i32> {
    let item = {
        let x = 1;
        Box::pin(f(&x)).next().await
    };
    item.copied()
}

fn main() {}
