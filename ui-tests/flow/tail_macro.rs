use asyncgen::async_generator;

#[async_generator]
async fn lines() -> String {
    yield_!("first".to_string());
    format!("second")
}

fn main() {
    let _ = lines();
}
