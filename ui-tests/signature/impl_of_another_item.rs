use asyncgen::{AsyncGenerator, async_generator};

trait Numbers {
    fn numbers(&self) -> impl AsyncGenerator<Item = u32>;
}

impl Numbers for str {
    #[async_generator]
    async fn numbers(&self) -> u64 {
        yield_!(1);
    }
}

fn main() {}
