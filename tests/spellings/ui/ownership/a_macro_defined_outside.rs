//! A `macro_rules!` defined outside of the generator cannot yield for it: only rustc sees its
//! expansion. `yield_!` in it is an error of ours, the keyword one of rustc's.
use asyncgen::{async_gen, async_generator, yield_};

macro_rules! emit {
    ($value:expr) => {
        yield_!($value)
    };
}

async_gen! {
    async gen fn keyword() -> u32 {
        emit!(1);
        yield 2;
    }
}

#[async_generator]
async fn attribute() -> u32 {
    emit!(1);
    yield_!(2);
}

fn main() {}
