// errors: 2
use asyncgen::async_generator;

#[async_generator]
async gen fn numbers() -> u32 {
    yield_!(1);
}

fn main() {
    let _ = numbers();
}
