// mentions: __private, Handle::
use asyncgen::__private::{Handle, Plain, generator};
use std::convert::Infallible;

fn main() {
    let handle = Handle::<u32, (), Infallible, Plain>::new();
    let _ = generator(handle, async { Ok(()) });
}
