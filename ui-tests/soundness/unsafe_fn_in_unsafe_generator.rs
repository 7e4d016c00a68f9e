#![deny(unsafe_op_in_unsafe_fn)]
use asyncgen::async_generator;

unsafe fn one() -> u32 {
    1
}

#[async_generator]
async unsafe fn numbers() -> u32 {
    yield_!(one());
}

fn main() {
    let _ = unsafe { numbers() };
}
