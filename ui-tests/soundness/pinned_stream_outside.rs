// A pinned stream is made by the handle alone, and nobody else can name its type.
// mentions: __private
use asyncgen::__private::PinnedStream;

fn main() {
    let _: Option<PinnedStream<futures::stream::Empty<u32>>> = None;
}
