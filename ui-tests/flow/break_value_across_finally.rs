use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    let last: u32 = loop {
        finally! { println!("done") }
        yield_!(1);
        break 2;
    };
    yield_!(last);
}

fn main() {
    let _ = numbers();
}
