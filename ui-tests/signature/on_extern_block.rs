use asyncgen::async_generator;

#[async_generator]
unsafe extern "C" {
    fn abs(n: i32) -> i32;
}

fn main() {
    let _ = unsafe { abs(1) };
}
