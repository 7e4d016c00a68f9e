use asyncgen::async_generator;
use std::rc::Rc;

#[async_generator]
async fn numbers(first: Rc<u32>) -> Rc<u32> {
    yield_!(first);
}

fn main() {
    let all = numbers(Rc::new(1));
    std::thread::spawn(move || drop(all));
}
