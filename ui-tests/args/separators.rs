// errors: 2
use asyncgen::async_generator;

#[async_generator(boxed; throws = String)]
async fn numbers() -> u32 {
    yield_!(1);
}

#[async_generator(throws = std::io::Error | String)]
async fn lines() -> u32 {
    yield_!(1);
}

fn main() {
    let _ = (numbers(), lines());
}
