// errors: 6
//! An await is underlined, and changed by a suggestion, as a whole.
use asyncgen::async_generator;

async fn name() -> String {
    String::new()
}

async fn count() -> Option<u32> {
    None
}


fn greet(_: &String) {}

#[async_generator]
async fn numbers() -> u32 {
    greet(name().await);
    if count().await {}
    let _: u32 = (count()).await;
    yield_!({ count() }.await);
    yield_!(count().await + 1);
    let _ = name().await as u32;
}

fn main() {
    let _ = numbers();
}
