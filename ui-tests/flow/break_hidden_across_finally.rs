use asyncgen::async_generator;

macro_rules! same {
    ($name:ident => $($token:tt)*) => {
        $($token)*
    };
}

#[async_generator]
async fn numbers() -> u32 {
    loop {
        finally! { println!("done") }
        yield_!(1);
        same!(leave => break);
    }
}

fn main() {
    let _ = numbers();
}
