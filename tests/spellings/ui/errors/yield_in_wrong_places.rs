//! In a closure, an `async` block, an inner function: all of one function are reported together.
use asyncgen::async_gen;

async_gen! {
    async gen fn f() -> u32 {
        let closure = |n: u32| { yield n; };
        closure(1);
        let future = async { yield 2; };
        future.await;
        let mover = async move { for n in 0..2 { yield n; } };
        mover.await;
        fn inner() { yield 3; }
        inner();
        const { yield 4; }
        yield 5;
    }
}

fn main() {}
