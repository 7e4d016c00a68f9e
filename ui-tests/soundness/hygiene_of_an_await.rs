// Macros with the names of those whose awaits are rewritten take the hygiene of their arguments.
// errors: 2
// takes: _what_it_gives
#![forbid(unsafe_code)]
use asyncgen::async_generator;

macro_rules! println {
    ($($tokens:tt)*) => { hostile::lift!(_what_it_gives => $($tokens)*) };
}

mod tokio {
    macro_rules! join {
        ($($tokens:tt)*) => { hostile::lift!(_what_it_gives => $($tokens)*) };
    }
    pub(crate) use join;
}

async fn tick() {}

#[async_generator]
async fn awaits() -> u64 {
    yield_!(1);
    println!("{:?}", tick().await);
}

#[async_generator]
async fn joins() -> u64 {
    yield_!(1);
    tokio::join!(tick(), tick());
}

fn main() {}
