// `#[for_await]` goes over a stream.
//
// The stream is a variable of the body, pinned where it stands: nothing can name it to move it.
// Where its expression may have temporaries, a `match` lets them live as long as the loop, as those
// of a `for` do.
#[async_generator]
async fn doubled() -> u64 {
    #[for_await]
    'all: for n in numbers() {
        if n == 0 {
            continue 'all;
        }
        yield_!(n * 2);
    }
    #[for_await]
    for n in numbers().take(2) {
        yield_!(n);
    }
}
