use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    let task = async {
        finally! { println!("done") }
        println!("doing");
    };
    task.await;
}

fn main() {
    let _ = numbers();
}
