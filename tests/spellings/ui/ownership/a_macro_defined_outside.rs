//! A `macro_rules!` defined outside of the generator cannot yield for it: nobody but rustc sees its expansion. It
//! is told so, with `yield_!`; the keyword in it is rustc's.
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
