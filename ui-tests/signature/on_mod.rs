use asyncgen::async_generator;

#[async_generator]
mod numbers {
    pub fn one() -> u32 {
        1
    }
}

fn main() {
    let _ = numbers::one();
}
