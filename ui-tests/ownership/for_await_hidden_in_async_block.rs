use asyncgen::async_generator;

macro_rules! later {
    ($action:block) => {
        async move $action
    };
}

#[async_generator]
#[allow(deprecated)] // It never yields.
async fn numbers() -> u32 {
    later!({
        #[for_await]
        for n in futures::stream::iter([1]) {
            println!("{n}");
        }
    })
    .await;
}

fn main() {
    let _ = numbers();
}
