use asyncgen::async_generator;

#[async_generator(crate = my_gen, throws = u8)]
async fn numbers() -> u32 {
    yield_!(1);
    finally! { println!("bye"); }
    yield_!(2);
}

fn main() {
    let _ = numbers();
}
