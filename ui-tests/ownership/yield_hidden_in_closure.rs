// errors: 2
use asyncgen::async_generator;

macro_rules! later {
    ($action:expr) => {
        (|| $action)()
    };
}

#[async_generator]
async fn numbers() -> u32 {
    later!(yield_!(1));
}

fn main() {
    let _ = numbers();
}
