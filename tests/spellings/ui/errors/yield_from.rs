//! Neither Python's nor JavaScript's way to delegate exists.
use asyncgen::{async_gen, stream};

async_gen! {
    async gen fn inner() -> u32 { yield 1; }

    async gen fn python() -> u32 {
        yield from inner();
        let _got = yield from inner();
    }

    async gen fn javascript() -> u32 {
        yield* inner();
        yield *&2;
    }
}

fn main() {
    let _ = stream! { yield 1; yield from inner(); yield 2; };
    let _ = async_gen!(async gen { yield* inner(); });
}
