//! `tests/ui/coroutine/return-types.rs`: a value at the end.
use asyncgen::async_gen;

async_gen! {
    async gen fn f() -> i32 { 0 }
}

fn main() {
    let _ = async_gen!(async gen {
        yield ();
        1
    });
}
