// A generator that is sent values.
//
// `exchange` instead of `put`: a yield evaluates to what was sent, or the body is left.
#[async_generator(send = f64)]
async fn averager() -> f64 {
    let mut sum = 0.0;
    while let Some(value) = yield_!(sum) {
        sum += value;
    }
}
