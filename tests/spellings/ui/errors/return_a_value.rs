//! A generator returns nothing; `return yield x` and `return ()` are nothing.
use asyncgen::{async_gen, stream};

async_gen! {
    async gen fn f(n: u32) -> u32 {
        if n == 0 { return 5; }
        if n == 1 { return yield 1; }
        if n == 2 { return (); }
        if n == 3 { return Err("raised"); }
        yield n;
    }

    #[async_generator(send = u32)]
    async gen fn g() -> u32 {
        return yield 1;
    }

    async gen fn tail() -> u32 {
        yield 1;
        2
    }
}

fn main() {
    let _ = stream! { yield 1; return 2; };
    let _ = async_gen!(async gen { yield 1; return 3; });
}
