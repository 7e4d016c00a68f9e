// errors: 2
#![allow(dead_code)]

use asyncgen::async_generator;

struct Page<T: Clone>(T);

struct Row;

#[async_generator(boxed, throws = std::io::Error)]
async fn pages() -> Page<Row> {
    std::future::pending().await
}

#[async_generator(throws = std::io::Error)]
async fn opaque_pages() -> Page<Row> {
    std::future::pending().await
}

fn main() {}
