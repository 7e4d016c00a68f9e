//! None of rustc's lints is `allow`ed in the expansion, which would be an error where the user forbids it.
#![forbid(unused, unused_mut, unused_macros, unused_variables, unreachable_code, unsafe_code)]
#![forbid(nonstandard_style)]

use asyncgen::{async_gen, async_generator, stream, try_stream};
use futures::{Stream, stream};

#[async_generator]
async fn forever() -> u32 {
    loop {
        yield_!(1);
    }
}

#[async_generator(throws = String)]
async fn everything(mut a: u32, (b, _): (u32, u32), _ignored: u32, [ref mut c, ..]: [u32; 2]) -> u32 {
    for last in [false, true] {
        finally! {
            println!("cleanup");
            if last {
                break;
            }
        }
        a += b;
        *c += a;
        yield_!(*c);
    }
    let _ = catch! {
        yield_!(a);
        return;
    };
}

#[async_generator(throws = String)]
async fn guards() -> u32 {
    finally! { std::future::ready(()).await; }
    let _ = catch! {
        loop {
            yield_!(1);
        }
    };
    Err("the end")?
}

#[async_generator(throws = String)]
async fn rules() -> u32 {
    macro_rules! emit {
        ($value:expr) => {
            match catch! { yield_!($value) } {
                Ok(()) => {}
                Err(error) => Err(error)?,
            }
        };
    }
    emit!(1);
    let _ = catch! { emit!(2) };
    finally! { emit!(3); }
    println!("{:?}", yield_!(4));
}

#[async_generator(boxed)]
async fn loops() -> u32 {
    #[for_await]
    for ref mut n in stream::iter([1, 2]) {
        *n += 1;
        yield_!(*n);
    }
    #[for_await]
    for n in forever() {
        yield_!(n);
        break;
    }
}

async_gen! { async gen fn keywords() -> u32 { yield 1; loop { yield 2; } } }

fn streams() -> impl Stream<Item = Result<u32, String>> {
    try_stream! {
        for await n in stream! { yield 1; } { yield n; }
        Err("the end".to_string())?
    }
}

fn main() {
    let _ = (forever(), everything(1, (2, 3), 4, [5, 6]), guards(), rules(), loops(), keywords(), streams());
}
