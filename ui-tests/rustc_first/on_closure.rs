// errors: 2
use asyncgen::async_generator;

fn main() {
    let _ = #[async_generator]
    async || {
    };
}
