use asyncgen::async_generator;

struct Numbers;

#[async_generator]
impl Numbers {
    fn new() -> Self {
        Numbers
    }

    async fn from(&self, first: u32) -> u32 {
        yield_!(first);
    }
}

fn main() {
    let _ = Numbers::new();
}
