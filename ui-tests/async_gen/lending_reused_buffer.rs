// errors: 2
#![allow(dead_code)]

use asyncgen::async_gen;

async_gen! {
    async gen fn lines<'a>(n: u32) -> &'a str {
        let mut line = String::new();
        for _ in 0..n {
            line.push('x');
            yield line.as_str();
        }
    }
}

fn main() {}
