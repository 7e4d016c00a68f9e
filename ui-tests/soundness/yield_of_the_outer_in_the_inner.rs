// errors: 2
use asyncgen::async_generator;

macro_rules! wrap {
    ($action:expr) => {{
        #[async_generator]
        async fn inner() -> String {
            $action;
        }
        inner()
    }};
}

#[async_generator]
async fn outer() -> u32 {
    #[for_await]
    for text in wrap!(yield_!(0xdead_beef)) {
        drop(text);
    }
}

fn main() {
    let _ = outer();
}
