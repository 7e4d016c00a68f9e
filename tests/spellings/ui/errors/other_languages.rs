//! Keywords as Python and C# place them.
use asyncgen::{async_gen, stream};
use futures::Stream;

async fn get() -> u32 {
    1
}

async_gen! {
    async gen fn numbers(s: impl Stream<Item = u32>) -> u32 {
        async for n in s { yield n; }
        let n = await get();
        yield return n;
    }
}

fn main() {
    let _ = numbers(stream! {
        'outer: async for n in futures::stream::iter([1]) {
            yield n + await get();
            break 'outer;
        }
    });
}
