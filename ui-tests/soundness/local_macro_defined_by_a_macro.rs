// The same, defined by a macro that is called in the body, in the hygiene of the body.
// takes: __asyncgen_in_macro
use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u64 {
    hostile::define!("__asyncgen_in_macro");
    println!("{:?}", yield_!(1));
}

fn main() {}
