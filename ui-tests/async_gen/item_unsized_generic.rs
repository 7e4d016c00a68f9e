#![allow(dead_code)]

use asyncgen::async_gen;

async_gen! {
    async gen fn items<T: ?Sized>(x: &T) -> T {
        let _ = x;
    }
}

fn main() {}
