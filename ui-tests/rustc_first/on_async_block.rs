use asyncgen::async_generator;

fn main() {
    #[async_generator]
    async {
    };
}
