// errors: 2
use asyncgen::async_gen;

async_gen! {
    pub async gen Counter {
        yield 1;
    }

    async gen fn numbers() -> u32 {
        yield 1;
    }
}

fn main() {
    let counter = async_gen! { async gen Counter { yield 1; } };
    drop((counter, numbers()));
}
