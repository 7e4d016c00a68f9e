//! A boxed generator is `Send`; one that is not is told at its name.
use asyncgen::async_gen;
use std::rc::Rc;

async_gen! {
    #[async_generator(boxed)]
    async gen fn shared(n: Rc<u32>) -> u32 { yield *n; }

    async gen fn fine() -> u32 { yield 1; }
}

fn main() {
    let _ = (shared(Rc::new(1)), fine());
}
