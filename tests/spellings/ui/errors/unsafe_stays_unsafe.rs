//! No code of the user's gets into an `unsafe` block of ours.
use asyncgen::{async_gen, stream};

unsafe fn dangerous() -> u32 {
    1
}

async_gen! {
    async gen fn f() -> u32 { yield dangerous(); }
}

fn main() {
    let _ = stream! { yield dangerous(); };
}
