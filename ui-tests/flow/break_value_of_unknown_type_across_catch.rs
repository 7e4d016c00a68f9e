use asyncgen::async_generator;

#[async_generator(throws = String)]
async fn numbers() -> u32 {
    let n = loop {
        catch! { yield_!(1); break 5; }?;
    };
    yield_!(n);
}

fn main() {
    let _ = numbers();
}
