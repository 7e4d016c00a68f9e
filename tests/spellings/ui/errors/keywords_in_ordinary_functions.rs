//! An ordinary function cannot yield or loop over a stream: one error a keyword, none about types.
use asyncgen::async_gen;
use futures::Stream;

async_gen! {
    pub async gen fn numbers() -> u32 { yield 1; }

    fn forgotten_keywords() -> u32 {
        yield 1;
        yield 2;
    }

    async fn forgotten_gen(stream: impl Stream<Item = u32>) -> u32 {
        for await n in stream { yield n; }
    }

    async fn consumer() -> u32 {
        let mut sum = 0;
        'all: for await (at, n) in futures::StreamExt::enumerate(numbers()) {
            sum += n;
            if at > 3 { break 'all; }
        }
        sum
    }
}

fn main() {}
