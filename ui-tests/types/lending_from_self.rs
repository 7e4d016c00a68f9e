// errors: 2
//! An item may borrow what the arguments borrow, and not from the arguments themselves or from the body's own variables.
use asyncgen::async_generator;

struct Counter {
    values: Vec<u32>,
}

impl Counter {
    #[async_generator]
    async fn borrowed(&mut self) -> &mut u32 {
        for at in 0..self.values.len() {
            yield_!(&mut self.values[at]);
        }
    }

    #[async_generator]
    async fn local(&self) -> &u32 {
        let n = 5;
        let reference = &n;
        yield_!(reference);
    }
}

fn main() {}
