#![allow(dead_code)]

use asyncgen::async_gen;

async_gen! {
    #[async_generator(throws = std::num::ParseIntError)]
    async fn numbers(s: &'static str) -> u32 {
        return s.parse()?;
    }
}

fn main() {}
