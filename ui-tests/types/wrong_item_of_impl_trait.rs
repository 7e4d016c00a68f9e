use asyncgen::async_generator;

struct Silent;

#[async_generator]
async fn words() -> impl std::fmt::Display {
    yield_!(Silent);
}

fn main() {
    let _ = words();
}
