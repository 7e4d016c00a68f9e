//! Nothing can be sent to a block: a yield is `()`.
use asyncgen::stream;

fn main() {
    let _ = stream! {
        let got: &str = yield 1;
    };
}
