// errors: 7
//! A name that can only mean one argument is taken for it, so that the body is checked.
use asyncgen::async_generator;

#[async_generator(sends = u8, throw = String, krate = asyncgen, local)]
async fn numbers() -> u32 {
    let sent: Option<u8> = yield_!(1);
    if sent.is_none() {
        Err("none")?;
    }
}

#[async_generator(raises = String, Boxed)]
async fn boxed() -> u32 {
    Err("none")?;
}

#[async_generator(box)]
async fn boxed_by_keyword() -> u32 {}

fn main() {
    let _ = (numbers(), boxed(), boxed_by_keyword());
}
