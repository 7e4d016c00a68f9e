// mentions: __private, Handle<, src/
use asyncgen::stream;

fn main() {
    let _words = stream! { yield *"one"; };
}
