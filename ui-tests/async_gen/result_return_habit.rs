#![allow(dead_code)]

use asyncgen::async_gen;

async_gen! {
    async gen fn numbers(s: String) -> Result<u32, std::num::ParseIntError> {
        yield s.parse()?;
    }
}

fn main() {}
