// errors: 2
#![allow(dead_code)]

use asyncgen::try_stream;
use futures::Stream;

fn numbers() -> impl Stream<Item = Result<u32, String>> {
    try_stream! {
        finally { println!("done"); }
        let caught = catch { yield 1; };
        let _: Result<(), String> = caught;
    }
}

fn main() {}
