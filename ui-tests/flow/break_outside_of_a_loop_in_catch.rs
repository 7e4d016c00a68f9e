use asyncgen::async_generator;

#[async_generator(throws = String)]
async fn numbers(stop: bool) -> u32 {
    let _ = catch! {
        yield_!(1);
        if stop {
            break;
        }
    };
}

fn main() {
    let _ = numbers(true);
}
