// The stream of a loop is pinned where the body has captured it. A macro names it without a token of its name.
// errors: 5
#![forbid(unsafe_code)]
use asyncgen::{async_generator, stream};
use futures::Stream;
use hostile::said;

#[async_generator]
async fn by_the_users_name(inner: impl Stream<Item = u64>) -> u64 {
    #[for_await]
    for n in inner {
        said!("drop(in" "ner)");
        yield_!(n);
    }
}

#[async_generator]
async fn by_ours(inner: impl Stream<Item = u64>) -> u64 {
    #[for_await]
    for n in inner {
        said!("drop(_asyncgen_" "stream)");
        yield_!(n);
    }
}

fn of_a_block(inner: impl Stream<Item = u64>) -> impl Stream<Item = u64> {
    stream! {
        for await n in inner {
            said!("drop(in" "ner)");
            yield n;
        }
    }
}

fn main() {}
