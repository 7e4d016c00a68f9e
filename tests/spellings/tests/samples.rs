//! The same body behaves the same in every spelling: on stable in this process, on nightly in two
//! programs.
#![allow(missing_docs, unreachable_pub)]
#![allow(dead_code, unreachable_code, clippy::all, reason = "the bodies are made to be strange")]

use std::collections::BTreeMap;

use asyncgen_spellings::samples::{self, Sample, Spelling};
use asyncgen_spellings::toolchain::{self, Package};

#[path = "../samples/asyncgen.rs"]
mod spelling;
#[path = "../samples/support.rs"]
mod support;

mod attribute {
    include!(concat!(env!("OUT_DIR"), "/attribute.rs"));
}
mod keyword {
    include!(concat!(env!("OUT_DIR"), "/keyword.rs"));
}
mod block {
    include!(concat!(env!("OUT_DIR"), "/block.rs"));
}
mod stream {
    include!(concat!(env!("OUT_DIR"), "/stream.rs"));
}

type Traces = BTreeMap<String, String>;

fn sample() -> Vec<Sample> {
    samples::read(include_str!("../samples/bodies.rs"))
}

fn expected() -> Traces {
    collected(attribute::traces())
}

fn collected(traces: Vec<(&'static str, String)>) -> Traces {
    traces.into_iter().map(|(name, trace)| (name.to_string(), trace)).collect()
}

/// Compares the traces with those of the attribute's spelling, and checks that none is missing.
#[track_caller]
fn assert_same(spelling: Spelling, traces: &Traces) {
    let expected = expected();
    let samples = sample();
    let names: Vec<&String> =
        samples.iter().filter(|sample| sample.exists_in(spelling)).map(|it| &it.name).collect();
    assert_eq!(traces.len(), names.len());
    for name in names {
        assert_eq!(traces[name], expected[name], "{name} as {spelling:?}");
    }
}

#[test]
fn the_attribute() {
    let expected = expected();
    assert!(expected.len() >= 40);
    assert_eq!(expected["one_item"], "called drop \ncalled [1] drop \ncalled [1] end end drop \n");
    assert_eq!(expected["units"].lines().last(), Some("called [()] [()] [()] end end drop "));
    assert_eq!(
        expected["catches"],
        "next [Ok(1)] suspended throw Err(\"x\") [Ok(2)] suspended throw [Err(\"y\")] closed \
         next end closed drop "
    );
    assert_eq!(
        expected["cleans_up_when_closed"],
        "next [0] suspended next inner [1] suspended close inner -local outer pending end closed \
         next end closed drop "
    );
}

#[test]
fn async_gen_around_functions() {
    assert_same(Spelling::Keyword, &collected(keyword::traces()));
}

#[test]
fn async_gen_as_an_expression() {
    assert_same(Spelling::Block, &collected(block::traces()));
}

#[test]
fn stream_and_try_stream() {
    assert_same(Spelling::Stream, &collected(stream::traces()));
}

#[test]
fn nightly_keywords_under_the_attribute() {
    let features = "yield_expr, gen_blocks, async_for_loop";
    on_nightly(Spelling::KeywordUnderAttribute, features, include_str!("../samples/asyncgen.rs"));
}

#[test]
fn nightly_native_generators() {
    let features = "gen_blocks, async_for_loop, async_iterator";
    on_nightly(Spelling::Native, features, include_str!("../samples/native.rs"));
}

fn on_nightly(spelling: Spelling, features: &str, consumer: &str) {
    if !toolchain::has_nightly() {
        return;
    }
    let name = format!("{spelling:?}").to_lowercase();
    let package = Package::new(env!("CARGO_TARGET_TMPDIR"), &name, "2024", &toolchain::asyncgen());
    package.write("src/spelling.rs", consumer);
    package.write("src/support.rs", include_str!("../samples/support.rs"));
    package.write("src/samples.rs", &samples::module(&sample(), spelling));
    let main = format!(
        "#![feature({features})]\n#![allow(warnings)]\nmod samples;\nmod spelling;\nmod support;\n\
         fn main() {{ for (name, trace) in samples::traces() {{ println!(\"{{}}\", name); \
         print!(\"{{}}\", trace); println!(\"\\n===\"); }} }}\n"
    );
    package.write("src/main.rs", &main);
    let printed = toolchain::printed(&package.run(true));
    let traces = printed.split("\n===\n").filter_map(|block| block.split_once('\n'));
    let traces = traces.map(|(name, trace)| (name.to_string(), trace.to_string())).collect();
    assert_same(spelling, &traces);
}
