use asyncgen::async_generator;

macro_rules! hidden {
    ($action:expr) => {
        async move { $action }
    };
}

#[async_generator]
async fn outer(text: String) -> String {
    let inner = {
        #[async_generator(boxed)]
        async fn inner() -> std::pin::Pin<Box<dyn Future<Output = ()> + Send>> {
            yield_!(Box::pin(hidden!(yield_!(Box::pin(async {})))));
        }
        inner()
    };
    yield_!(text);
    #[for_await]
    for future in inner {
        future.await;
    }
}

fn main() {
    let _ = outer(String::new());
}
