//! `next` of `futures`, of `tokio-stream` and of `futures-lite`: the README promises all three.

use std::pin::pin;

use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    yield_!(1);
    yield_!(2);
}

#[tokio::test]
async fn of_futures() {
    use futures::StreamExt as _;
    assert_eq!(pin!(numbers()).next().await, Some(1));
    assert_eq!(numbers().collect::<Vec<_>>().await, [1, 2]);
}

#[tokio::test]
async fn of_tokio_stream() {
    use tokio_stream::StreamExt as _;
    assert_eq!(pin!(numbers()).next().await, Some(1));
    assert_eq!(numbers().collect::<Vec<_>>().await, [1, 2]);
}

#[test]
fn of_futures_lite() {
    use futures_lite::StreamExt as _;
    futures::executor::block_on(async {
        assert_eq!(pin!(numbers()).next().await, Some(1));
        assert_eq!(numbers().collect::<Vec<_>>().await, [1, 2]);
    });
}
