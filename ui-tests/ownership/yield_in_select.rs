use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    tokio::select! {
        _ = async { yield_!(1) } => {}
        _ = tokio::task::yield_now() => {}
    }
}

fn main() {
    let _ = numbers();
}
