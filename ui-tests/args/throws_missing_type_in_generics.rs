// errors: 5
//! rustc knows where a generic parameter could stand. The type occurs twice in the signature.
use asyncgen::async_generator;

#[async_generator(throws = MissingInFunction)]
async fn function<T: Clone>(item: T) -> T {
    yield_!(item);
}

struct Numbers;

impl Numbers {
    #[async_generator(throws = MissingInMethod)]
    async fn method(&self) -> u32 {
        yield_!(1);
    }
}

trait Source {
    #[async_generator(throws = MissingInTrait)]
    async fn items(&self) -> u32;
}

#[async_generator(throws = (u32, Vec<MissingInside>))]
async fn inside<T>(item: T) -> T {
    yield_!(item);
}

#[async_generator(throws = MissingBoxed, boxed)]
async fn boxed<T: Send>(item: T) -> T {
    yield_!(item);
}

fn main() {}
