use asyncgen::async_generator;

#[async_generator(send = u8, send = u16)]
async fn numbers() -> u32 {
    yield_!(1);
}

fn main() {
    let _ = numbers();
}
