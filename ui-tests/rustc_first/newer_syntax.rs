// mentions: __private
//! Syntax that rustc accepts and the macro does not is reported, though not by rustc first.
fn numbers() -> impl futures::Stream<Item = u32> {
    asyncgen::__private::generator_body!(() async fn numbers() -> u32 { let one = 1 two; })
}

fn main() {
    let _ = numbers();
}
