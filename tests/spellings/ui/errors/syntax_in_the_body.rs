//! A mistake of Rust's own grammar is reported where it is, and the function is still there.
use asyncgen::async_gen;

async_gen! {
    async gen fn f(n: u32) -> u32 {
        let = 5;
        yield n;
    }
    async gen fn g() -> u32 { yield f(1) + ; }
    async gen fn h() -> u32 { yield 1; }
}

fn main() {
    let _ = (f(1), g(), h());
    let _ = async_gen!(async gen { yield 1 2; });
}
