#![allow(dead_code)]

use asyncgen::async_gen;

async_gen! {
    async gen fn words(s: &str) -> &'static str {
        yield s;
    }
}

fn main() {}
