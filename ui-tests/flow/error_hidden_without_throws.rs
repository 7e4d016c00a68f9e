use asyncgen::async_generator;

macro_rules! bail {
    ($message:expr) => {
        return Err(String::from($message))
    };
}

#[async_generator]
async fn numbers(fail: bool) -> u32 {
    if fail {
        bail!("failed");
    }
    yield_!(1);
}

fn main() {
    let _ = numbers(true);
}
