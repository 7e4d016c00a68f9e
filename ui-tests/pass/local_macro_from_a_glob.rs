// A glob import brings in a macro with the name of that behind which a yield is hidden: the yield
// is not lost.
use asyncgen::async_generator;
use futures::StreamExt;
use futures::executor::block_on;

mod other {
    macro_rules! nothing {
        ($($anything:tt)*) => {
            ()
        };
    }
    pub(crate) use nothing as __asyncgen_in_macro;
}

#[async_generator]
async fn numbers() -> u64 {
    #[allow(unused_imports)]
    use other::*;
    println!("{:?}", yield_!(1));
}

fn main() {
    assert_eq!(block_on(numbers().collect::<Vec<_>>()), [1]);
}
