//! The same with the keyword.
use asyncgen::async_gen;

macro_rules! emit {
    ($value:expr) => {
        yield $value
    };
}

async_gen! {
    async gen fn keyword() -> u32 {
        emit!(1);
        yield 2;
    }
}

fn main() {}
