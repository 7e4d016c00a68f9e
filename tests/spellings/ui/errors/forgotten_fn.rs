//! `async gen` needs its `fn`; what else is wrong is told, too, and the function is there.
use asyncgen::async_gen;

async_gen! {
    /// Documented.
    pub async gen numbers(from: u32) -> u32 {
        yield from;
        return from;
    }

    async gen of<T>(item: T) -> T { yield item; }

    fn other() -> u32 { 1 }
}

fn main() {
    let _ = (numbers(other()), of("text"));
}
