// errors: 4
//! A call with a value is underlined, and changed by a suggestion, as a whole.
use asyncgen::async_generator;

fn fallible() -> Result<u8, String> {
    Ok(1)
}

fn inspect(_: &Option<u8>) {}

#[async_generator(send = u8, throws = String)]
async fn numbers() -> u32 {
    let _: u8 = yield_!(1);
    inspect(yield_!(2));
    let _: u8 = catch! { yield_!(3) };
    if catch! { fallible()? } {}
}

fn main() {
    let _ = numbers();
}
