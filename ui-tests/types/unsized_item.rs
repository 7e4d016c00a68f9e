use asyncgen::async_generator;

#[async_generator]
async fn words() -> str {
    yield_!(*"one");
}

fn main() {
    let _ = words();
}
