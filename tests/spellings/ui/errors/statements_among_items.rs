//! One message, wherever the macro stands.
mod yields {
    asyncgen::async_gen! { yield 5; }
}

mod binds {
    asyncgen::async_gen! { let x = 5; yield x; }
}

mod loops {
    asyncgen::async_gen! { for await n in numbers() { yield n; } }
}

fn main() {
    asyncgen::async_gen! { yield 5; }
    let _ = asyncgen::async_gen! { for n in 1..2 { yield n; } };
}
