// A macro of the crate has the name of that behind which a yield is hidden: the yield is not lost.
#[macro_use]
extern crate hostile;
use asyncgen::async_generator;
use futures::StreamExt;
use futures::executor::block_on;

#[allow(unused_macros)]
macro_rules! __asyncgen_in_macro {
    ($($anything:tt)*) => {};
}

#[async_generator]
async fn numbers() -> u64 {
    println!("{:?}", yield_!(1));
}

fn main() {
    assert_eq!(block_on(numbers().collect::<Vec<_>>()), [1]);
}
