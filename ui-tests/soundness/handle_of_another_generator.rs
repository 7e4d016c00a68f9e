// mentions: __private, Handle::
use asyncgen::__private::{Handle, InfallibleItems, NoCleanup};
use std::convert::Infallible;

fn main() {
    let handle = Handle::<u32, (), Infallible, InfallibleItems>::asyncgen_new_handle();
    let _ = handle.generator::<NoCleanup, _>(async { Ok(()) });
}
