#![allow(dead_code)]

use asyncgen::async_gen;

async_gen! {
    async gen fn numbers() -> u32 {
        try {
            yield 1;
        } finally {
            yield 2;
        }
    }
}

fn main() {}
