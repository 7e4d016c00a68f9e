// Items that may be large.
//
// A yield awaits twice: the handle, for the place of the item in the poller's frame, and what that
// becomes when the item is in it. So the item is no part of the body's future. The second item is a
// block, which may await: it is stored in the body, because that place is valid for one poll.
//
// The body learns the types from what the function returns. Written once more, one that does not
// exist would be reported twice.
#[async_generator]
async fn pages() -> Page {
    yield_!(Page::first());
    yield_!({ read().await });
}
