// errors: 2
use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    let mut more = true;
    #[for_await]
    while more {
        yield_!(1);
        more = false;
    }
    #[for_await]
    loop {
        yield_!(2);
    }
}

fn main() {
    let _ = numbers();
}
