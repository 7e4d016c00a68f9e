use asyncgen::async_generator;
use std::rc::Rc;

#[async_generator]
async fn numbers() -> u32 {
    let one = Rc::new(1);
    yield_!(*one);
    drop(one);
}

fn main() {
    let all = numbers();
    std::thread::spawn(move || drop(all));
}
