use asyncgen::catch;

async fn numbers() {
    let _outcome: Result<u32, ()> = catch! { 1 };
}

fn main() {
    let _ = numbers();
}
