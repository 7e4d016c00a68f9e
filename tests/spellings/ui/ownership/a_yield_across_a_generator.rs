//! A yield belongs to the innermost generator: its type says which that is.
use asyncgen::{async_gen, stream};

async_gen! {
    async gen fn outer() -> u32 {
        let inner = stream! { yield "inner"; yield 1; };
        for await text in inner { yield text; }
    }
}

fn main() {}
