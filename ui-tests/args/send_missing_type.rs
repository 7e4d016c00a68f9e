use asyncgen::async_generator;

#[async_generator(send = Missing)]
async fn numbers() -> u32 {
    let _sent = yield_!(1);
}

fn main() {
    let _ = numbers();
}
