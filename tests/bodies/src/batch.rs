//! Bodies that are compiled together, as one program.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use asyncgen_spellings::toolchain::{self, Package};

use crate::draw::Draw;
use crate::spelling::Spelling;

/// How often each thing has happened.
pub type Counts = BTreeMap<String, u64>;

/// Compiles and runs the bodies of these seeds, in the folder `scratch`. Returns how many `items`
/// they have yielded, and how often each guard was left in each way.
///
/// # Errors
///
/// What rustc says of a body that does not compile, or the bodies whose items are others than those
/// of the reference.
pub fn run(scratch: &str, seeds: Range<u64>, nightly: bool) -> Result<Counts, String> {
    // rustc takes less time without debug information.
    let dependencies = format!(
        "{}futures = {{ version = \"*\" }}\n\n[profile.dev]\ndebug = false\n",
        toolchain::asyncgen()
    );
    let name = if nightly { "bodies_of_nightly" } else { "bodies" };
    let package = Package::new(scratch, name, "2024", &dependencies);
    package.write("src/support.rs", include_str!("../program/support.rs"));
    package.write("src/main.rs", &program(seeds, nightly));
    let output = package.run(nightly);
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let errors: Vec<&str> = said.split("\n\n").filter(|it| it.starts_with("error")).collect();
        return Err(match errors.is_empty() {
            // It compiles, and panics.
            true => format!("{}: {said}", output.status),
            false => errors.into_iter().take(3).collect::<Vec<_>>().join("\n\n"),
        });
    }
    let printed = String::from_utf8_lossy(&output.stdout);
    let count = |line: &str| {
        let (count, name) = line.split_once(' ')?;
        Some((name.to_owned(), count.parse().ok()?))
    };
    printed.lines().map(count).collect::<Option<_>>().ok_or_else(|| printed.into_owned())
}

/// Counts the items, and prints what is different.
const CHECK: &str = "
fn check(count: &mut usize, name: &str, items: Vec<u32>, expected: &[u32]) {
    if items != expected {
        println!(\"{name}: {items:?}, not {expected:?}\");
    }
    *count += items.len();
}
";

/// A program that prints the counts, or what is different.
fn program(seeds: Range<u64>, nightly: bool) -> String {
    let mut text = String::new();
    if nightly {
        text.push_str("#![feature(yield_expr, gen_blocks, async_for_loop)]\n");
    }
    text.push_str(
        "#![allow(warnings)]\nmod support;\nuse asyncgen::*;\nuse futures::{Stream, StreamExt};\n\
         use std::cell::RefCell;\nuse std::future::ready;\nuse support::*;\n",
    );
    let mut calls = String::new();
    for seed in seeds {
        let throws = seed % 2 == 1;
        for spelling in Spelling::all(nightly) {
            let (name, body) = (name(seed, *spelling), Draw::body(seed, *spelling, throws));
            text.push_str(&spelling.function(&name, &body, throws));
            text.push('\n');
            let _ = match spelling {
                Spelling::Reference => writeln!(calls, "let expected = {name}(start);"),
                _ => writeln!(calls, "check(&mut count, {name:?}, {name}(start), &expected);"),
            };
        }
    }
    text.push_str(CHECK);
    let _ = writeln!(
        text,
        "fn main() {{ let mut count = 0; for start in 0..12 {{ {calls} }} \
         println!(\"{{count}} items\"); print_ways(); }}"
    );
    text
}

fn name(seed: u64, spelling: Spelling) -> String {
    format!("{spelling:?}_{seed}").to_lowercase()
}
