// errors: 3
use std::error::Error;

use asyncgen::async_generator;

#[async_generator(throws = dyn Error)]
async fn throws_anything() -> u32 {
    yield_!("1".parse()?);
}

#[async_generator(send = str)]
async fn echo() -> usize {
    let mut text = yield_!(0);
    loop {
        text = yield_!(text.map_or(0, |text| text.len()));
    }
}

#[async_generator(send = S)]
async fn takes<S: ?Sized>() -> u32 {
    yield_!(1);
}

fn main() {
    let _ = (throws_anything(), echo(), takes::<str>());
}
