use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    let print = || {
        #[for_await]
        for n in futures::stream::iter([1, 2]) {
            println!("{}", n + 1);
        }
    };
    print();
}

fn main() {
    let _ = numbers();
}
