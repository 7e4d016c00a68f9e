use asyncgen::async_generator;

#[async_generator]
async fn words() -> String {
    let word = String::from("one");
    yield_!(word);
    println!("{word}");
}

fn main() {
    let _ = words();
}
