use asyncgen::async_generator;

macro_rules! same {
    ($($token:tt)*) => { $($token)* };
}

#[async_generator]
async fn numbers() -> u32 {
    same! { yield from inner() }
}

#[async_generator]
async fn inner() -> u32 {
    yield_!(1);
}

fn main() {
    let _ = numbers();
}
