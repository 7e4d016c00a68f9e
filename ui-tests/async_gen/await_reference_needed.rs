#![allow(dead_code)]

use asyncgen::async_gen;

async fn get() -> String { String::new() }
fn take(_: &str) {}
async_gen! {
    async gen fn f() -> u32 {
        take(get().await);
        yield 1;
    }
}

fn main() {}
