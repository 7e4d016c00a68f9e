// A generator with errors.
//
// The output of the `async` block is a `Result<(), E>`, so that `?` is Rust's own; the items of
// the stream are `Result<T, E>`. A last expression that is a call must be `()`: rustc says so in
// words of ours.
#[async_generator(throws = io::Error)]
async fn lines() -> String {
    let line = read().await?;
    yield_!(line);
    close()
}
