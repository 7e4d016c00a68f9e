use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    'all: loop {
        finally! { println!("done") }
        yield_!(1);
        tokio::select! {
            _ = tokio::task::yield_now() => continue 'all,
            _ = std::future::pending::<()>() => {}
        }
    }
}

fn main() {
    let _ = numbers();
}
