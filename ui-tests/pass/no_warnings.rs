//! Bodies of every shape make no warning of ours.
#![deny(warnings)]

use asyncgen::async_generator;

#[async_generator]
async fn returns() -> u32 {
    yield_!(1);
    return;
}

#[async_generator]
async fn forever() -> u32 {
    loop {
        yield_!(1);
    }
}

#[async_generator]
async fn ends_in_a_loop(n: u32) -> u32 {
    loop {
        finally! { println!("done") }
        yield_!(1);
        if n > 3 {
            break;
        } else {
            continue;
        }
    }
}

#[async_generator(throws = String,)]
async fn returns_from_a_catch(n: u32) -> u32 {
    loop {
        finally! { println!("done") }
        yield_!(1);
        let outcome = catch! {
            if n > 3 {
                return;
            }
            5
        };
        drop(outcome);
    }
}

#[async_generator(throws = String)]
async fn raises_at_the_end() -> u32 {
    loop {
        finally! { println!("done") }
        yield_!(1);
        break;
    }
    Err("that was all")?
}

#[async_generator(boxed, throws = String)]
async fn panics(n: u32) -> u32 {
    if n > 3 {
        yield_!(n);
    }
    todo!()
}

fn die() -> ! {
    std::process::exit(1)
}

struct Fatal;

impl Fatal {
    fn die(&self) -> ! {
        die()
    }

    async fn die_later(&self) -> ! {
        die()
    }
}

#[async_generator]
async fn ends_in_calls_that_do_not_return(n: u32) -> u32 {
    yield_!(n);
    match n {
        0 => die(),
        1 => Fatal.die(),
        2 => Fatal.die_later().await,
        _ => {
            finally! { die() }
            yield_!(n);
        }
    }
}

#[async_generator(boxed)]
async fn recursive(n: u32) -> u32 {
    yield_!(n);
    #[for_await]
    for n in recursive(n - 1) {
        yield_!(n);
    }
}

#[async_generator]
async fn one_macro() -> u32 {
    yield_!(1)
}

macro_rules! with_body {
    ($body:block) => {
        #[async_generator]
        async fn with_body() -> u32 $body
    };
}

with_body! {{ yield_!(3); }}

fn main() {
    let _ = (returns(), forever(), ends_in_a_loop(1), returns_from_a_catch(1), raises_at_the_end(), panics(1));
    let _ = (ends_in_calls_that_do_not_return(1), recursive(1), one_macro(), with_body());
}
