use asyncgen::async_generator;

#[async_generator(throws = String)]
async fn numbers() -> u32 {
    let last = 'found: {
        let _outcome = catch! {
            yield_!(1);
            break 'found 2;
        };
        3
    };
    yield_!(last);
}

fn main() {
    let _ = numbers();
}
