// What `crate = path` names is shown the words that only editors read. It takes their hygiene, each
// in turn, to name the handle.
// takes: _what_it_gives
#![forbid(unsafe_code)]
use asyncgen::async_generator;

mod lies {
    pub use asyncgen::AsyncGenerator;
    pub mod __private {
        pub use asyncgen::__private::*;
        macro_rules! take {
            ($($words:tt)*) => { hostile::lift!(_what_it_gives => $($words)*); };
        }
        pub(crate) use take as for_editors;
    }
}

#[async_generator(crate = crate::lies)]
async fn numbers() -> u64 {
    yield_!(1);
}

fn main() {}
