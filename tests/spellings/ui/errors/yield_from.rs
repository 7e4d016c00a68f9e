//! Python's way to delegate does not exist.
use asyncgen::{async_gen, stream};

async_gen! {
    async gen fn inner() -> u32 { yield 1; }

    async gen fn python() -> u32 {
        yield from inner();
        let _got = yield from inner();
    }
}

fn main() {
    let _ = stream! { yield 1; yield from inner(); yield 2; };
}
