// Parameters, by name.
//
// The call stores the arguments, and the body takes them when it starts. (What an `async` block
// captures and then moves to a variable would have two places in its future.) `self` is captured
// as it is.
#[async_generator]
async fn lines(&self, mut from: usize, text: String) -> String {
    from += self.skipped;
    yield_!(text[from..].to_owned());
}
