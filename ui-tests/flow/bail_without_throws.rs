// errors: 2
use asyncgen::async_generator;

#[async_generator]
async fn numbers(n: u32) -> u32 {
    anyhow::ensure!(n < 10, "too many");
    if n == 0 {
        anyhow::bail!("none of {n}");
    }
    yield_!(n);
}

fn main() {
    let _ = numbers(1);
}
