//! A macro puts its argument into an `async` block or a closure, which the yield cannot leave.
use asyncgen::{async_gen, stream};

macro_rules! hide {
    ($($body:tt)*) => { async { $($body)* } };
}

macro_rules! call {
    ($($body:tt)*) => { (|| { $($body)* })() };
}

async_gen! {
    async gen fn f() -> u32 {
        hide! { yield 1; }.await;
    }
}

fn main() {
    let _ = stream! {
        call! { yield 1; }
    };
    let _ = stream! {
        hide! { for await n in stream! { yield 1; } { let _ = n; } }.await;
    };
}
