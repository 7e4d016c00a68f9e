use asyncgen::async_generator;

macro_rules! each {
    ($range:expr => $action:expr) => {
        $range.for_each($action)
    };
}

#[async_generator]
async fn numbers() -> u32 {
    each!(0..3 => |n| yield_!(n));
}

fn main() {
    let _ = numbers();
}
