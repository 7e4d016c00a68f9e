//! The same in `stream!`.
use asyncgen::{async_gen, stream};

fn main() {
    let _ = stream! {
        [1, 2].iter().for_each(|n| { yield *n; });
        async { yield 2; }.await;
        yield 3;
    };
    let _ = async_gen!(async gen {
        async fn inner() -> u32 { yield 3; 4 }
        yield inner().await;
    });
}
