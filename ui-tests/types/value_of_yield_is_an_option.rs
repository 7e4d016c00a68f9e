use asyncgen::async_generator;

#[async_generator(send = u32)]
async fn numbers() -> u32 {
    let sent: u32 = yield_!(1);
    println!("{sent}");
}

fn main() {
    let _ = numbers();
}
