// The name of the macro behind which a yield is hidden, redefined in the body.
// takes: __asyncgen_in_macro
use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u64 {
    macro_rules! __asyncgen_in_macro {
        ($($anything:tt)*) => { () };
    }
    println!("{:?}", yield_!(1));
}

fn main() {}
