//! One program for three editions. `GEN` is a variable named `gen` where that is an identifier.
#![deny(warnings)]
#![forbid(unsafe_code)]

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use asyncgen::{async_gen, async_generator, stream, try_stream, AsyncGenerator, Outcome};

async_gen! {
    /// A function.
    pub async gen fn countdown(from: u32) -> u32 {
        for n in (1..=from).rev() { yield n; }
    }

    #[async_generator(send = u32)]
    async gen fn echo() -> u32 {
        let mut got = 0;
        while let Some(next) = yield got { got = next; }
    }

    struct Counter { from: u32 }

    impl Counter {
        async gen fn down(&self) -> u32 {
            'outer: for await n in countdown(self.from) {
                if n == 2 { continue 'outer; }
                yield n;
            }
        }
        async gen fn borrowed<'a>(&'a self, text: &'a str, other: &str) -> &'a str {
            let _ = (self, other);
            yield text;
        }
    }

    trait Source {
        #[async_generator(boxed)]
        async gen fn items(&self) -> u32;
    }

    impl Source for Counter {
        #[async_generator(boxed)]
        async gen fn items(&self) -> u32 { yield self.from; }
    }

    mod inner {
        pub async gen fn unit() { yield; yield () }
    }
}

#[async_generator(throws = String)]
async fn attribute(GEN: u32) -> u32 {
    #[for_await]
    for n in countdown(GEN) {
        yield_!(n);
    }
    let caught: Result<(), String> = catch! { Err("caught".to_string())?; };
    yield_!(caught.unwrap_err().len() as u32);
    Err("raised".to_string())?;
}

fn numbers() -> impl AsyncGenerator<Item = Result<u32, std::num::ParseIntError>> {
    try_stream! {
        yield "1".parse()?;
        for await n in stream! { yield 2; yield 3; } { yield n; }
        yield "x".parse()?;
    }
}

fn main() {
    let GEN = 3;
    println!("{:?}", drain(countdown(GEN)));
    println!("{:?}", drain(echo()));
    let counter = Counter { from: GEN };
    println!("{:?} {:?}", drain(counter.down()), drain(counter.borrowed("text", &String::new())));
    println!("{:?} {:?}", drain(counter.items()), drain(inner::unit()));
    println!("{:?}", drain(attribute(2)));
    println!("{:?}", drain(numbers()));
    println!("{:?}", drain(async_gen!(async gen { yield GEN; let GEN = GEN + 1; yield GEN; })));
    let text = String::from("moved");
    println!("{:?}", drain(async_gen!(async gen move { yield text; })));
    println!("{:?}", drain(stream! { let GEN = vec![1, 2]; for n in GEN { yield n; } }));
    // It captures one of the fields, in each edition.
    let pair = (String::from("moved"), String::from("left"));
    println!("{:?}", drain(stream! { let text = pair.0; yield text; }));
    println!("{}", pair.1);
}

struct Silent;

impl Wake for Silent {
    fn wake(self: Arc<Self>) {}
}

fn drain<G: AsyncGenerator>(generator: G) -> Vec<G::Item> {
    let waker = Waker::from(Arc::new(Silent));
    let mut generator: Pin<Box<G>> = Box::pin(generator);
    let mut items = Vec::new();
    loop {
        match generator.as_mut().poll_resume(&mut Context::from_waker(&waker), &mut None) {
            Poll::Ready(Outcome::Yielded(item)) => items.push(item),
            Poll::Ready(_) => return items,
            Poll::Pending => {}
        }
    }
}
