// The type of a block is the runtime's, as that of an `async` block is rustc's.
// suggests: a name of ours
#![allow(dead_code)]

use std::pin::pin;

use asyncgen::try_stream;
use futures::StreamExt;

async fn consume() {
    let s = try_stream! {
        yield "1".parse::<u32>()?;
    };
    let mut s = pin!(s);
    while let Some(Ok(x)) = s.next().await { let _ = x; }
}

fn main() {}
