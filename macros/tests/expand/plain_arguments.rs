// Numbers and references as parameters.
//
// They are small and have no destructor. So the body captures those that it uses, and rustc warns
// of the others.
#[async_generator]
async fn lines(&self, from: usize, text: &str, _: u8) -> String {
    let from = from + self.skipped;
    yield_!(text[from..].to_owned());
}
