// The same, imported under that name.
// takes: __asyncgen_in_macro
#![allow(unused)]
use asyncgen::async_generator;

mod other {
    macro_rules! nothing {
        ($($anything:tt)*) => { () };
    }
    pub(crate) use nothing;
}

#[async_generator]
async fn numbers() -> u64 {
    use other::nothing as __asyncgen_in_macro;
    println!("{:?}", yield_!(1));
}

fn main() {}
