use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    let _array = [0; {
        yield_!(1);
        3
    }];
}

fn main() {
    let _ = numbers();
}
