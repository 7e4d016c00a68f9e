// Parameters with patterns and attributes.
//
// Each is moved in by statements of its own, on which its attributes stand. The order is that of
// the language's own `async fn`: what a pattern leaves is dropped with the body.
#[async_generator]
async fn sums((first, _): (u64, u64), #[cfg(more)] more: Vec<u64>, _: Guard) -> u64 {
    yield_!(first);
}
