// errors: 6
//! How other functions end.
use asyncgen::{async_generator, try_stream};

#[async_generator(throws = String)]
async fn numbers(n: u32) -> u32 {
    match n {
        0 => return None,
        1 => return Ok(()),
        2 => return Some(n),
        3 => return Ok(n),
        4 => return vec![],
        _ => yield_!(n),
    }
}

fn main() {
    let _ = numbers(1);
    let _ = try_stream! {
        yield "1".parse::<u32>().map_err(|_| "wrong".to_owned())?;
        if false { Err(String::new())?; }
        return Ok(());
    };
}
