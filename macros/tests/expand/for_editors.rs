// What editors get, and rustc does not.
//
// Each word of ours resolves to the item that it stands for. An await that is a statement stands
// there once.
#[async_generator]
async fn ticks() -> u64 {
    tick().await;
    yield_!(1);
}
