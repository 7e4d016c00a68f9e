// `catch!` is an `async` block of its own, awaited where it stands.
//
// `?` ends at its edge, and so does every other way out: each is a value of the block's output,
// and carried out after the block. A `break` to a loop outside is a jump with a number.
#[async_generator(throws = Error)]
async fn retried() -> u64 {
    loop {
        let caught = catch! {
            yield_!(attempt().await?);
            break;
        };
        drop(caught);
    }
}
