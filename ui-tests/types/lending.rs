// errors: 2
use asyncgen::async_generator;

#[async_generator]
async fn lines<'a>() -> &'a str {
    let mut line = String::new();
    loop {
        line.push('x');
        yield_!(line.as_str());
    }
}

fn main() {
    let _ = lines();
}
