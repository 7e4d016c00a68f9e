// A function with an attribute that is somebody else's, or may be.
//
// The attribute gets the function's own tokens: the body, and all of the signature that the
// expansion of the body depends on, are the arguments of a call that is expanded after it. The
// names of parameters are the same in both, so that the attribute may change them. Everything
// resolves as if the user had written it.
#[async_generator(send = u64)]
#[traced]
#[must_use]
async fn traced(&self, (first, _): (u64, u64)) -> u64 {
    yield_!(first);
}
