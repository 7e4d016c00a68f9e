// errors: 2
use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    yield_(1);
    yield_;
}

fn main() {
    let _ = numbers();
}
