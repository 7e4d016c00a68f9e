//! A foreign macro called `stream!` that makes something else of its yields: they are the surrounding generator's,
//! and cannot be.
use asyncgen::async_gen;

mod foreign {
    macro_rules! stream {
        ($($body:tt)*) => { async { $($body)* } };
    }
    pub(crate) use stream;
}

async_gen! {
    async gen fn f() -> u32 {
        foreign::stream! { yield 1; }.await;
    }
}

fn main() {}
