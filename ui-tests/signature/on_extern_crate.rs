use asyncgen::async_generator;

#[async_generator]
extern crate core as other;

fn main() {}
