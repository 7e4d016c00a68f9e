// mentions: InfallibleItems
#![allow(dead_code)]

use std::rc::Rc;

use asyncgen::async_generator;

#[async_generator(boxed)]
async fn numbers() -> u32 {
    let x = Rc::new(1);
    yield_!(1);
    drop(x);
}

fn main() {}
