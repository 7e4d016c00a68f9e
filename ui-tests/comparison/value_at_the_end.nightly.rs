#![feature(gen_blocks)]
#![allow(dead_code)]

async gen fn numbers() -> Result<u32, std::io::Error> {
    yield Ok(1);
    Ok(())
}

fn main() {}
