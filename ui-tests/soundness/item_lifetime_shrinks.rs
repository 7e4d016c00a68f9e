use asyncgen::{AsyncGenerator, async_generator};
use std::cell::Cell;

#[async_generator]
async fn words<'a>(_: Cell<&'a str>) -> Cell<&'a str> {
    yield_!(Cell::new("one"));
}

fn shorter<'short>(
    all: impl AsyncGenerator<Item = Cell<&'static str>>,
) -> impl AsyncGenerator<Item = Cell<&'short str>> {
    all
}

fn main() {
    let _ = shorter(words(Cell::new("static")));
}
