//! A foreign macro named `stream!` that puts its argument into an `async` block: the yields in it
//! belong to the surrounding generator, and cannot be there.
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
