// errors: 3
//! A lint about an await is located at it.
#![deny(unused_must_use)]
#![allow(deprecated)] // They never yield.
use asyncgen::{async_gen, async_generator, stream};

async fn result() -> Result<u32, ()> {
    Ok(1)
}

#[async_generator]
async fn attribute() {
    (&mut Box::pin(result())).await;
}

async_gen! {
    async gen fn keyword() {
        result().await;
    }
}

fn main() {
    let _ = (attribute(), keyword());
    let _ = stream! {
        { result() }.await;
        yield 1;
    };
}
