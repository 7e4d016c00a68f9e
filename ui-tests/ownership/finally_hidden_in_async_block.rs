use asyncgen::async_generator;

macro_rules! later {
    ($action:block) => {
        async move $action
    };
}

#[async_generator]
async fn numbers() -> u32 {
    later!({
        finally! { println!("done") }
        yield_!(1);
    })
    .await;
}

fn main() {
    let _ = numbers();
}
