// errors: 3
use asyncgen::async_generator;

macro_rules! early {
    ($action:expr) => {
        const { $action }
    };
}

#[async_generator]
async fn numbers() -> u32 {
    early!(yield_!(1));
}

fn main() {
    let _ = numbers();
}
