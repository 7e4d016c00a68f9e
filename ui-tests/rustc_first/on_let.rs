use asyncgen::async_generator;

fn main() {
    #[async_generator]
    let numbers = 1;
    let _ = numbers;
}
