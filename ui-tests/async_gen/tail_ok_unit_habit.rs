#![allow(dead_code)]

use asyncgen::async_gen;

async_gen! {
    #[async_generator(throws = std::io::Error)]
    async fn numbers() -> u32 {
        yield 1;
        Ok(())
    }
}

fn main() {}
