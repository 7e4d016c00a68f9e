#![feature(gen_blocks)]
#![allow(dead_code)]

async fn log(_: &str) -> Result<(), std::io::Error> {
    Ok(())
}

async gen fn numbers() -> u32 {
    log("begin").await;
    yield 1;
}

fn main() {}
