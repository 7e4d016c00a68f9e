//! x
use asyncgen::*;
#[async_generator] async fn a(r#yield: u8, r#type: u8) -> u8 { yield_!(r#type);  yield_!(r#yield) }
async_gen! { async gen fn b(r#yield: u8, r#type: u8) -> u8 { yield_!(r#type);  yield_!(r#yield) } }
#[test] fn x() { let _ = (a(1, 2), b(1, 2)); }
