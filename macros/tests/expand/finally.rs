// `finally!` guards the rest of its block, as an `async` block of its own.
//
// However that is left, the cleanup comes next, which may await; then the way out goes on.
#[async_generator(throws = Error)]
async fn guarded() -> u64 {
    finally! {
        close().await;
    }
    yield_!(1);
    if done() {
        return;
    }
    fail()?;
}
