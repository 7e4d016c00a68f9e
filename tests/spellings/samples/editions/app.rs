//! A program that does not depend on asyncgen, but on `toolkit`.
#![deny(warnings)]

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use toolkit::ag::{self, AsyncGenerator, Outcome};

toolkit::source!(three: 1, 2, 3);

ag::async_gen! {
    async gen fn keyword() -> u32 {
        for await n in three() { yield n * 10; }
    }
    #[ag::async_generator(throws = String)]
    async fn attribute() -> u32 {
        for await n in keyword() { yield n; }
        Err("raised".to_string())?;
    }
}

#[ag::async_generator(crate = toolkit::ag)]
async fn by_path() -> u32 {
    #[for_await]
    for n in toolkit::stream! { yield 7; } {
        yield_!(n);
    }
}

fn numbers() -> impl AsyncGenerator<Item = Result<u8, std::num::ParseIntError>> {
    toolkit::try_stream! { yield "1".parse()?; yield "x".parse()?; }
}

fn main() {
    println!("{:?}", drain(toolkit::twice!("x")));
    println!("{:?}", drain(attribute()));
    println!("{:?}", drain(by_path()));
    let nested = ag::stream! {
        yield 1;
        for await n in ag::async_gen!(async gen { yield 2; }) { yield n; }
    };
    println!("{:?}", drain(nested));
    println!("{:?}", drain(toolkit::produce! { yield 1; }));
    println!("{:?}", drain(numbers()).len());
}

fn drain<G: AsyncGenerator>(generator: G) -> Vec<G::Item> {
    let mut generator: Pin<Box<G>> = Box::pin(generator);
    let mut items = Vec::new();
    loop {
        match generator.as_mut().poll_resume(&mut Context::from_waker(Waker::noop()), &mut None) {
            Poll::Ready(Outcome::Yielded(item)) => items.push(item),
            Poll::Ready(_) => return items,
            Poll::Pending => {}
        }
    }
}
