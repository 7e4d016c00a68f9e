#![allow(dead_code)]

use asyncgen::async_generator;

struct Words;

impl Words {
    #[async_generator(boxed)]
    async fn words(&self, text: &str) -> &str {
        for word in text.split(' ') {
            yield_!(word);
        }
    }
}

fn main() {}
