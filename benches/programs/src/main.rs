//! The program that is measured: does one work of one peer. What measures it is `asyncgen-benches`.

#![recursion_limit = "512"]

mod crowds;
mod peers;
mod shared;
#[cfg(test)]
mod tests;

use std::process::ExitCode;

use futures_core::Stream;

use crate::shared::works::aligned;

/// The exit code that says that the peer has no such work.
const CANNOT: u8 = 3;

/// `<peer> <work> <n>`, and `print` where the result matters: printing costs as many instructions
/// as it has digits.
fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (peer, work, n, print) = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [peer, work, n] => (peer, work, n, false),
        [peer, work, n, "print"] => (peer, work, n, true),
        _ => return usage(),
    };
    let Ok(n) = n.parse() else { return usage() };
    match aligned(|| peers::run(peer, work, n)) {
        None => return ExitCode::from(CANNOT),
        Some(result) if print => println!("{result}"),
        Some(_) => {}
    }
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!("usage: measured <peer> <work> <n> [print]\npeers: {:?}", peers::NAMES);
    ExitCode::FAILURE
}
