use asyncgen::async_generator;

macro_rules! same {
    ($name:ident => $($token:tt)*) => {
        $($token)*
    };
}

#[async_generator]
async fn numbers() -> u32 {
    same! {
        inner =>
        async fn one() { yield_!(1); }
        one().await
    }
}

fn main() {
    let _ = numbers();
}
