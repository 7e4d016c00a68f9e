use asyncgen::stream;

fn main() {
    let numbers = stream! {
        pub async gen Counter {
            yield 1;
        }
    };
    drop(numbers);
}
