use asyncgen::async_generator;

#[async_generator(throws = String)]
async fn numbers() -> u32 {
    let last: u32 = loop {
        let _outcome = catch! {
            tokio::select! {
                _ = tokio::task::yield_now() => break 5,
                _ = std::future::pending::<()>() => {}
            }
        };
    };
    yield_!(last);
}

fn main() {
    let _ = numbers();
}
