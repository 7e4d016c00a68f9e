use asyncgen::async_generator;

#[async_generator]
struct Numbers {
    from: u32,
}

fn main() {
    let _ = Numbers { from: 1 }.from;
}
