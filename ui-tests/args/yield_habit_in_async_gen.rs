use asyncgen::async_gen;

async_gen! {
    #[async_generator(yield = u32)]
    async fn numbers() {
        yield 1;
    }
}

fn main() {
    let _ = numbers();
}
