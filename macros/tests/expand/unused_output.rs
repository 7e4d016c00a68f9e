// An await that is a statement.
//
// rustc warns of the unused output of a `#[must_use] async fn`, to judge by the type of what is
// awaited. Ours is another one, so that rustc is shown the future once more. `!Unreachable` has no
// value: what comes after it is type-checked and linted, and never borrowed, suspended or run.
//
// Both are under the statement's own attributes. What is defined or expanded in the operand would
// be so twice: it is left as it is.
#[async_generator]
async fn sent(mut to: Sender) -> u64 {
    to.send(1, &[2]).await;
    #[expect(unused_must_use)]
    to.flush().await;
    to.send_all(|item| match item {}).await;
    yield_!(1);
}
