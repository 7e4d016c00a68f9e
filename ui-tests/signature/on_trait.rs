use asyncgen::async_generator;

#[async_generator]
trait Numbers {
    fn numbers(&self) -> u32;
}

fn main() {}
