//! Several mistakes in several functions, one of them outside of every generator: each once.
use asyncgen::async_gen;

async_gen! {
    async gen fn f() -> u32 {
        yield from f();
        return 1;
    }

    mod inner {
        const async gen fn g() -> u32 { let _ = || yield 1; 2 }
    }
}

fn main() {
    let n: u32 = "text";
}
