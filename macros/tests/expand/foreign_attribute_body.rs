// The call that a foreign attribute has left in `foreign_attribute.rs`.
//
// It is expanded to what the body of the function would have been.
generator_body!((send = u64) async fn traced(&self, (first, _): (u64, u64)) -> u64 {
    yield_!(first);
})
