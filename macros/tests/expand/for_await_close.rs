// `#[for_await(close)]` closes the generator on every way out of the loop.
//
// The loop is guarded, as by a `finally!` before it. The `break` leaves the loop inside the guarded
// block, the `continue` of the outer loop leaves the block, and is carried out behind it. What
// `close` raises replaces how the loop was left.
#[async_generator(throws = Error)]
async fn first_of_each() -> u64 {
    'each: for n in 0..3 {
        #[for_await(close)]
        for x in numbers(n) {
            if x == 0 {
                continue 'each;
            }
            yield_!(x);
            break;
        }
    }
}
