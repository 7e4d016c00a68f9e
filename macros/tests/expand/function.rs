// A function without parameters.
//
// The `async fn` becomes a plain `fn`, and its body an `async` block, which rustc makes a state
// machine of. The handle is the right to yield from this block and the only thing that is
// `unsafe` to make; its name is mixed-site, so that no user can write it.
//
// A yield awaits what becomes of the item, until the generator is resumed. `Some` is how a
// resumption leaves the body: the `break` does so, and at the same time cannot be compiled inside
// of an `async` block or a closure that somebody else's macro may have put around the yield.
//
// An awaited future is polled with the consumer's own waker.
#[async_generator]
pub async fn numbers() -> u64 {
    yield_!(1);
    tick().await;
}
