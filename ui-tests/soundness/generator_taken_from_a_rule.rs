// A rule makes a macro call of what looks like none, to see what a generator becomes.
// takes: let _what_it_gives = unsafe {
use asyncgen::async_gen;

macro_rules! take {
    (fn numbers() -> $r:ty { let $handle:ident = $make:expr; $($rest:tt)* }) => {
        fn taken() { let _ = $make; }
    };
}

async_gen! {
    macro_rules! make {
        ($bang:tt) => { take $bang { async gen fn numbers() -> u64 { yield 1; } } };
    }
    make!(!);
}

fn main() {}
