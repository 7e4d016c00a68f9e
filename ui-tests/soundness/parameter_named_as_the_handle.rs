// A parameter with the name of a variable of the expansion is the user's own all the same.
#![forbid(unsafe_code)]
use asyncgen::async_generator;

macro_rules! id {
    ($e:expr) => {
        $e
    };
}

#[async_generator]
async fn numbers(_what_it_gives: ()) -> String {
    let _slot = id!(_what_it_gives.await);
}

fn main() {}
