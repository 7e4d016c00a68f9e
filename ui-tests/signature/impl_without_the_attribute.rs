use asyncgen::async_generator;

trait Numbers {
    #[async_generator]
    async fn numbers(&self) -> u32;
}

struct One;

impl Numbers for One {
    async fn numbers(&self) -> u32 {
        1
    }
}

fn main() {
    let _ = One.numbers();
}
