// Parameters, by name.
//
// The call stores the arguments, and the body takes them when it starts. (What an `async` block
// captures and then moves to a variable would have two places in its future.) `self` is captured
// as it is. The item is a block, which may await: so it is evaluated before its place is taken,
// which is valid for one poll.
#[async_generator]
async fn lines(&self, mut from: usize, text: &str) -> String {
    from += self.skipped;
    yield_!({ read(from).await });
}
