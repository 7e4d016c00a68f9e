use asyncgen::async_gen;

async_gen! {
    fn main() {
        for await n in 0..3 {
            println!("{n}");
        }
    }
}
