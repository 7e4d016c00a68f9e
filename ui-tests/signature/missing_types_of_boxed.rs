// errors: 3
//! The types are bounded where the function has several lifetimes, so that they occur twice.
use asyncgen::async_generator;

#[async_generator(boxed)]
async fn item<T: Clone>(a: &T, b: &u8) -> MissingItem {
    yield_!((a.clone(), *b));
}

#[async_generator(boxed, send = MissingSent)]
async fn sent<T: Clone>(a: &T, b: &u8) -> u8 {
    drop(a.clone());
    yield_!(*b);
}

#[async_generator(boxed)]
async fn argument(a: &MissingArgument, b: &u8) -> u8 {
    drop(a.clone());
    yield_!(*b);
}

fn main() {}
