// A loop at the end over the argument.
//
// The body captures the argument, and the loop pins it where it is. As another variable the stream
// would have a second place in the generator. The argument is dropped with the body, which ends with
// the loop.
#[async_generator]
async fn numbered(inner: impl Stream<Item = u64>) -> (u64, u64) {
    let mut number = 0;
    #[for_await]
    for item in inner {
        yield_!((number, item));
        number += 1;
    }
}
