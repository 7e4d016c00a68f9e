//! Attributes on expressions and statements, which only nightly has, see no token that resolves as
//! ours. `#[check_function(probe)]` names a variable of its own with the hygiene of each token that
//! it gets.

use std::path::Path;

use asyncgen_spellings::toolchain::{Package, asyncgen, has_nightly, printed};

const PROGRAM: &str = r#"
#![feature(closure_lifetime_binder, proc_macro_hygiene, stmt_expr_attributes)]
#![allow(unused)]
use asyncgen::{AsyncGenerator, async_generator};
use hostile::{check_function, sees_none_of};

mod named_as_ours {
    pub use hostile::check_function as for_await;
}

#[async_generator(throws = u8)]
async fn on_expressions() -> u64 {
    #[check_function(probe)]
    { yield_!(1); }
    #[check_function(probe)]
    loop {
        let caught = catch! { yield_!(2); Err(3)? };
        finally! { yield_!(4); }
        break;
    }
    #[named_as_ours::for_await(probe)]
    { yield_!({ 5 }); }
    #[named_as_ours::for_await(probe)]
    'label: loop { yield_!(6); break 'label; }
    let item = #[named_as_ours::for_await(probe)] if true { yield_!(7) };
}

trait Add: Sized {
    fn add(self, _: ()) -> u64 { 1 }
}

impl Add for u64 {}

const ONE: u64 = 1;

/// A fragment that begins or ends with an attribute, which receives what follows the fragment.
macro_rules! fragment {
    ($name:ident, $e:expr) => {
        #[async_generator]
        async fn $name() -> u64 {
            let _ = $e.add({ yield_!(1) });
        }
    };
}

fragment!(at_the_begin, #[sees_none_of(match await)] ONE);
fragment!(at_the_end, 1 + #[sees_none_of(match await)] ONE);

hostile::with_fragments! {
    fn in_a_fragment() -> impl AsyncGenerator<Item = u64> {
        asyncgen::expansion::stream! { asyncgen
            # fragment!([check_function(probe)]) { yield 1; }
            fragment!(#) [check_function(probe)] { yield 2; }
        }
    }
}

fn main() {
    println!("compiled");
}
"#;

#[test]
fn see_no_token_of_ours() {
    if !has_nightly() {
        return;
    }
    let hostile = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui-tests/hostile");
    let hostile = format!("asyncgen-hostile = {{ path = {hostile:?} }}\n");
    let dependencies = asyncgen() + &hostile;
    let package =
        Package::new(env!("CARGO_TARGET_TMPDIR"), "nightly_attributes", "2024", &dependencies);
    package.write("src/main.rs", PROGRAM);
    assert_eq!(printed(&package.run(true)), "compiled\n");
}
