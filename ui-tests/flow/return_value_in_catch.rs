use asyncgen::async_generator;

#[async_generator(throws = String)]
async fn numbers() -> u32 {
    let _outcome = catch! {
        yield_!(1);
        return 2;
    };
}

fn main() {
    let _ = numbers();
}
