//! A function says what it raises. (A block infers it.)
use asyncgen::async_gen;

async_gen! {
    async gen fn f(text: &str) -> u32 {
        yield text.parse()?;
    }
}

fn main() {}
