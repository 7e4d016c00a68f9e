use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    yield_!(1);
}

#[async_generator]
async fn first() -> u32 {
    let n = 'found: loop {
        #[for_await(close)]
        for _ in numbers() {
            break 'found 1;
        }
    };
    yield_!(n);
}

fn main() {
    let _ = first();
}
