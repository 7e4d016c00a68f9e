use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    tokio::select! {
        _ = tokio::task::yield_now() => return 5,
        _ = std::future::pending::<()>() => {}
    }
    yield_!(1);
}

fn main() {
    let _ = numbers();
}
