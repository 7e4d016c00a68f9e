//! The generator in the `impl` is one; the method beside it is not.
use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    struct Local;

    impl Local {
        #[async_generator]
        async fn numbers(&self) -> u32 {
            yield_!(1);
        }

        async fn number(&self) {
            yield_!(2);
        }
    }

    yield_!(3);
}

fn main() {
    let _ = numbers();
}
