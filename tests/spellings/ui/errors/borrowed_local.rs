//! An item cannot borrow from a variable of the body: what the consumer gets outlives it.
use asyncgen::async_gen;

async_gen! {
    async gen fn words(text: &str) -> &str {
        let copy = text.to_string();
        yield &copy;
    }
}

fn main() {
    let _ = words("a b");
}
