//! A generator's body is no loop.
use asyncgen::{async_gen, stream};

async_gen! {
    async gen fn f() -> u32 {
        yield 1;
        break;
    }
}

fn main() {
    let _ = stream! { yield 1; break; };
    let _ = async_gen!(async gen { yield 1; continue; });
}
