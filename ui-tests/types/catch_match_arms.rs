use asyncgen::async_generator;

#[async_generator(throws = String)]
async fn numbers() -> u32 {
    match catch! { yield_!(1) } {
        Ok(()) => {}
        Err(5) => {}
        Err(_) => {}
    }
}

fn main() {
    let _ = numbers();
}
