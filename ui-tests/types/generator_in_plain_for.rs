use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    yield_!(1);
}

fn main() {
    for n in numbers() {
        println!("{n}");
    }
}
