//! Nothing runs until somebody polls: said of every spelling.
#![deny(unused_must_use)]
use asyncgen::{async_gen, stream};

async_gen! {
    async gen fn f() -> u32 { yield 1; }
}

fn main() {
    stream! { yield 1; };
    stream!({ yield 1; });
    async_gen!(async gen { yield 1; });
    async_gen!(async gen move { yield 1; });
    f();
}
