//! The arguments of `for await`, and a loop that closes nothing.
use asyncgen::{async_gen, stream};

async_gen! {
    async gen fn numbers() -> u32 {
        yield 1;
    }

    async gen fn unknown() -> u32 {
        for await(finish) n in numbers() {
            yield n;
        }
    }

    async fn ordinary() {
        for await(close) n in numbers() {
            println!("{n}");
        }
    }
}

fn over_a_stream() -> impl futures::Stream<Item = u32> {
    stream! {
        for await(close) n in futures::stream::iter([1]) {
            yield n;
        }
    }
}

fn main() {}
