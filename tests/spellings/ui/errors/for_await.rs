//! `for await` needs a stream, and a generator around it.
use asyncgen::async_gen;

async_gen! {
    async gen fn over_a_list() -> u32 {
        for await n in vec![1, 2] { yield n; }
    }
    async gen fn in_a_closure(g: impl futures::Stream<Item = u32>) -> u32 {
        let _ = || { for await _ in g {} };
        yield 1;
    }
}

fn main() {}
