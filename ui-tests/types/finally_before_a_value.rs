use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    let length: u32 = {
        finally! { println!("measured"); }
        String::from("four").len()
    };
    yield_!(length);
}

fn main() {
    let _ = numbers();
}
