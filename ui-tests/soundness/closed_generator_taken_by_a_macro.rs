// A macro takes the variable of a loop that closes its generator among its arguments, to move the generator.
// takes: = ::asyncgen::ForAwaitClose::asyncgen_generator(
#![forbid(unsafe_code)]
use asyncgen::async_generator;

macro_rules! take {
    ({ let mut $variable:ident = :: asyncgen :: ForAwaitClose :: asyncgen_generator ( $($generator:tt)* ); $($rest:tt)* }) => {
        drop($variable)
    };
}

#[async_generator]
async fn none() -> u64 {}

#[async_generator]
async fn numbers() -> u64 {
    #[for_await(close)]
    for _outer in none() {
        take! {
            #[for_await(close)]
            for _inner in none() {}
        }
    }
}

fn main() {}
