//! What is declared twice, or as other libraries want it.
use asyncgen::async_gen;
use futures::Stream;

async_gen! {
    async gen fn streams(from: u32) -> impl Stream<Item = u32> { yield from; }

    #[async_generator(throws = String)]
    #[async_generator]
    async gen fn twice(from: u32) -> u32 {
        yield from;
        Err("the end")?;
    }
}

fn main() {
    let _ = (streams(1), twice(2));
}
