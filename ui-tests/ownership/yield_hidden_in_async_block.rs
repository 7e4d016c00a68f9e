use asyncgen::async_generator;

macro_rules! later {
    ($action:expr) => {
        async move { $action }
    };
}

#[async_generator]
async fn numbers() -> u32 {
    later!(yield_!(1)).await;
}

fn main() {
    let _ = numbers();
}
