//! Closures, loops and jumps among another macro's arguments stay what they are.
#![deny(warnings)]

use asyncgen::async_generator;

macro_rules! tokens {
    ($name:ident => $($token:tt)*) => {
        $($token)*
    };
}

#[async_generator(throws = String)]
async fn loops_in_guards() -> u32 {
    loop {
        let outcome = catch! {
            tokio::select! {
                _ = async {} => { loop { break; } }
                _ = async {} => loop { println!("once"); break },
                _ = async {} => 'inner: loop { loop { break 'inner } },
            }
            tokens!(for_loop => for _ in 0..3 { break; });
            yield_!(5);
        };
        if outcome.is_err() {
            break;
        }
    }
}

#[async_generator]
async fn bars() -> u32 {
    println!("{}", [1, 2].iter().map(|n| n + 1).filter(|_| true).count());
    tokio::select! {
        bits = async { 1 | 2 } => yield_!(bits),
        Some(1 | 2) = async { Some(1) } => { yield_!(1) }
    }
    tokens!(bits => { yield_!(1 | 2); });
    tokens!(closure => let two = (|n: u32| n + 1)(1); yield_!(two););
}

#[async_generator]
async fn returns(more: bool) -> u32 {
    tokio::select! {
        _ = async {} => if more { return },
        _ = async {} => return,
    }
    yield_!(1);
}

fn main() {
    let _ = (loops_in_guards(), bars(), returns(true));
}
