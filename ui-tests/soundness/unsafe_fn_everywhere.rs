// errors: 4
use asyncgen::async_generator;

unsafe fn one() -> u32 {
    1
}

#[async_generator]
async fn numbers(_: [u8; 1]) -> u32 {
    finally! { one(); }
    let _outcome = catch! { yield_!(1); one() };
    #[for_await]
    for _ in futures::stream::iter([one()]) {
        std::future::ready(one()).await;
    }
}

fn main() {
    let _ = numbers([0]);
}
