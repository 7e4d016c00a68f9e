// errors: 2
use asyncgen::async_generator;

#[async_generator]
async fn bound<T: ?Sized>(_: &T) -> T {}

#[async_generator]
async fn clause<T>(_: &T) -> T
where
    T: ?Sized,
{
}

fn main() {
    let _ = (bound("a"), clause("b"));
}
