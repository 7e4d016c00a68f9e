// errors: 4
use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    #[for_await]
    let n = 1;
    #[for_await]
    if n == 1 {
        yield_!(1);
    }
    #[for_await]
    {
        yield_!(2);
    }
    #[for_await]
    yield_!(3);
}

fn main() {
    let _ = numbers();
}
