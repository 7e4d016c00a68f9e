// A parameter with the name of a variable of the expansion is the user's own all the same.
#![forbid(unsafe_code)]
use asyncgen::async_generator;

macro_rules! id {
    ($e:expr) => {
        $e
    };
}

#[async_generator]
async fn numbers(_what_this_generator_yields: ()) -> String {
    let _slot = id!(_what_this_generator_yields.await);
}

fn main() {}
