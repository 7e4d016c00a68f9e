use asyncgen::finally;

async fn numbers() {
    finally! { println!("done") }
    println!("doing");
}

fn main() {
    let _ = numbers();
}
