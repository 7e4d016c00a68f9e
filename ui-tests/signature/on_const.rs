use asyncgen::async_generator;

#[async_generator]
const NUMBER: u32 = 1;

fn main() {
    let _ = NUMBER;
}
