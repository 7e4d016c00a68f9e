// errors: 2
#![allow(dead_code)]

use asyncgen::async_gen;

async_gen! {
    #[async_generator(throws = String)]
    async fn numbers() -> u32 {
        finally { println!("done"); }
        let caught = catch { yield 1; };
        let _: Result<(), String> = caught;
    }
}

fn main() {}
