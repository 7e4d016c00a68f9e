// errors: 2
use asyncgen::async_generator;

#[async_generator(throws = String)]
async fn results() -> u32 {
    yield_!(1);
    Ok(())
}

#[async_generator]
async fn options(more: bool) -> u32 {
    if more {
        yield_!(1);
        None
    } else {
        Ok(())
    }
}

fn main() {
    let _ = (results(), options(true));
}
