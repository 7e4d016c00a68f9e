#![deny(deprecated)]
use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    if 1 != 2 {
        println!("looking for numbers");
    }
}

// None of these is a mistake.
#[async_generator]
async fn nothing() -> u32 {}

#[async_generator]
async fn unfinished() -> u32 {
    todo!("look for numbers");
}

#[async_generator(throws = u8)]
async fn error() -> u32 {
    Err(1)?;
}

fn main() {
    let _ = (numbers(), nothing(), unfinished(), error());
}
