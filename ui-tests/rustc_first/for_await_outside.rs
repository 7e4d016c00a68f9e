// errors: 3
async fn numbers() {
    #[for_await]
    for n in futures::stream::iter([1, 2]) {
        println!("{n}");
    }
}

fn main() {
    let _ = numbers();
}
