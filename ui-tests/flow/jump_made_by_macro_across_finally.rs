use asyncgen::async_generator;

macro_rules! stop {
    () => {
        break
    };
}

#[async_generator]
async fn numbers() -> u32 {
    loop {
        finally! { println!("done") }
        yield_!(1);
        stop!();
    }
}

fn main() {
    let _ = numbers();
}
