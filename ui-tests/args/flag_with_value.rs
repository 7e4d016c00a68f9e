// errors: 2
use asyncgen::async_generator;

#[async_generator(Send = true)]
async fn sends() -> u32 {
    yield_!(1);
}

#[async_generator(boxed = true)]
async fn boxed() -> u32 {
    yield_!(1);
}

fn main() {
    let _ = (sends(), boxed());
}
