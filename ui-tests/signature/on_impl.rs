use asyncgen::async_generator;

struct Numbers;

#[async_generator]
impl Numbers {
    fn new() -> Self {
        Numbers
    }
}

fn main() {
    let _ = Numbers::new();
}
