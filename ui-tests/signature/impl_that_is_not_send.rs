use asyncgen::async_generator;
use std::rc::Rc;

trait Numbers {
    #[async_generator(Send)]
    async fn numbers(&self) -> u32;
}

impl Numbers for str {
    #[async_generator(Send)]
    async fn numbers(&self) -> u32 {
        let one = Rc::new(1);
        yield_!(*one);
        drop(one);
    }
}

fn main() {}
