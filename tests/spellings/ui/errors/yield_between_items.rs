//! A `yield` that belongs to no function at all.
use asyncgen::async_gen;

async_gen! {
    pub async gen fn numbers() -> u32 { yield 1; }
    yield 2;

    struct Counter;

    impl Counter {
        yield 3;
        async gen fn numbers(&self) -> u32 { yield 4; }
    }

    #[allow(unused_macros)]
    macro_rules! emit { ($item:expr) => { yield $item } }

    fn other() {}
}

fn main() {
    let _ = (numbers(), Counter.numbers());
    other();
}
