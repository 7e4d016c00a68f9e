// mentions: src/
use asyncgen::async_generator;

#[async_generator(throws = std::io::Error)]
async fn lines() -> String {
    yield_!(String::new());
}

#[async_generator]
async fn first() -> String {
    #[for_await(close)]
    for line in lines() {
        yield_!(line.unwrap_or_default());
        return;
    }
}

fn main() {
    let _ = first();
}
