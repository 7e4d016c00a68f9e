// errors: 3
//! What concerns a whole function is reported at the function, not at the attribute.
#![deny(missing_docs, private_interfaces, unreachable_pub)]

mod inner {
    use asyncgen::async_generator;

    struct Row;

    #[async_generator]
    pub(super) async fn private_item() -> Row {
        yield_!(Row);
    }

    #[async_generator(boxed)]
    pub async fn unreachable(numbers: &[u32]) -> Vec<u32> {
        yield_!(numbers.to_vec());
    }
}

/// Has a method without documentation.
pub struct Numbers;

impl Numbers {
    #[asyncgen::async_generator(Send, throws = std::io::Error)]
    pub async fn undocumented(&self) -> u32 {
        yield_!(1);
    }
}

fn main() {
    let _ = (inner::unreachable(&[]), Numbers.undocumented());
}
