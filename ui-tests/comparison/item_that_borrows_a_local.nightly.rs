#![feature(gen_blocks)]
#![allow(dead_code)]

async gen fn words() -> &'static str {
    let word = String::from("one");
    yield word.as_str();
}

fn main() {}
