//! What rustc has to do for generators, in its own instructions.

mod dependency;

use std::collections::HashMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) use self::dependency::as_rustc;

use crate::figures::{Figures, root};
use crate::peers::Peer;
use crate::programs::{artifacts, cargo_command};
use crate::rows::Table;
use crate::valgrind;

/// The crates that the sources name.
const EXTERN: [&str; 5] = ["async_gen", "async_stream", "asyncgen", "futures_core", "futures_util"];

/// How a source is compiled.
struct Compiler {
    rustc: PathBuf,
    args: Vec<String>,
}

/// Measures the rows of the table that begin so, for all peers.
pub(crate) fn measure(figures: &mut Figures, wanted: &str) {
    assert!(valgrind::find().is_some(), "there is no valgrind: nothing is recorded");
    let stable = Compiler { rustc: rustc(&[]).expect("cargo has a rustc"), args: externs() };
    let nightly = rustc(&["run", "nightly"]).map(|rustc| Compiler { rustc, args: Vec::new() });
    if nightly.is_none() {
        println!("skipped: native (no nightly rustc)");
    }
    let rows = Table::named("build-cost").rows.iter().filter(|row| row.key.starts_with(wanted));
    for row in rows {
        for peer in Peer::ALL {
            let compiler = if peer == Peer::Native { nightly.as_ref() } else { Some(&stable) };
            if let Some((compiler, source)) = compiler.zip(source(peer, row.key)) {
                note(figures, row.key, peer, Some(compiler.cost(&source)));
            }
        }
        figures.save();
    }
    // The crates of the dependency are counted together.
    if !"dependency".starts_with(wanted) && !"macros".starts_with(wanted) {
        return;
    }
    for peer in Peer::ALL {
        let (all, macros) = dependency::cost(peer, &stable.rustc).unzip();
        note(figures, "dependency", peer, all);
        note(figures, "macros", peer, macros);
    }
}

fn note(figures: &mut Figures, row: &str, peer: Peer, cost: Option<f64>) {
    println!("{row:16} {:14} {:>10.0}", peer.name(), cost.unwrap_or(f64::NAN));
    figures.set(Table::named("build-cost").key, row, peer, cost);
}

impl Compiler {
    /// Millions of instructions.
    fn cost(&self, source: &str) -> f64 {
        let folder = root().join("target/build-cost");
        let _ = std::fs::create_dir_all(&folder);
        let file = folder.join("source.rs");
        std::fs::write(&file, source).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let [file, folder] = [&file, &folder].map(|path| path.display().to_string());
        let mut args = vec![
            "--edition=2024",
            "--crate-type=lib",
            "-Awarnings",
            "--emit=metadata",
            "-Cdebuginfo=2",
            "--out-dir",
        ];
        args.extend([&*folder, &*file]);
        args.extend(self.args.iter().map(String::as_str));
        let cost = valgrind::cost(&self.rustc, &args).expect("rustc has no exit code 3");
        cost.instructions / 1e6
    }
}

/// The compiler itself, past rustup.
fn rustc(rustup: &[&str]) -> Option<PathBuf> {
    let mut command = Command::new(if rustup.is_empty() { "rustc" } else { "rustup" });
    if !rustup.is_empty() {
        command.args(rustup).arg("rustc").env_remove("RUSTUP_TOOLCHAIN");
    }
    let output = command.args(["--print", "sysroot"]).current_dir(root()).output().ok()?;
    let sysroot = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    Some(Path::new(sysroot.trim()).join("bin/rustc"))
}

/// The arguments for the crates that the sources use, in debug builds.
fn externs() -> Vec<String> {
    let artifacts = artifacts(cargo_command().args(["check", "-p", "asyncgen-benches-programs"]));
    let mut files = HashMap::new();
    for artifact in &artifacts {
        let name = artifact["target"]["name"].as_str().unwrap_or_default().replace('-', "_");
        let mut paths =
            artifact["filenames"].as_array().into_iter().flatten().filter_map(|path| path.as_str());
        if let Some(path) = paths.find(|path| path.ends_with(".rmeta")) {
            files.insert(name, path.to_owned());
        }
    }
    let file = |name: &str| files.get(name).unwrap_or_else(|| panic!("cargo did not check {name}"));
    let folder = Path::new(file("asyncgen")).parent().expect("a path").display();
    let mut args = vec![format!("-Ldependency={folder}")];
    args.extend(EXTERN.map(|name| format!("--extern={name}={}", file(name))));
    args
}

/// The source of a row in the spelling of a peer. `None` where there is no such thing.
fn source(peer: Peer, row: &str) -> Option<String> {
    let mut source = match peer {
        Peer::Native => NIGHTLY,
        // No macro of its own, and an executor beside it.
        Peer::Channel => return None,
        _ => "use futures_core::Stream;\n",
    }
    .to_owned();
    source += "pub async fn pause() {}\n";
    // The other rows are those of the dependency.
    let number = row.rsplit('-').next()?.parse().ok()?;
    match row.split('-').nth(1)? {
        "body" => source += &long_body(peer, number)?,
        "finally" => source += &with_cleanup(peer, number, "finally! { pause().await; }")?,
        "plain" => source += &with_cleanup(peer, number, "")?,
        _ => source += &functions(peer, number),
    }
    Some(source)
}

/// Functions with the kinds of statements that real ones have. Each is polled once, as in a
/// program.
fn functions(peer: Peer, count: u32) -> String {
    let mut source = "use core::{pin::{Pin, pin}, task::{Context, Poll, ready}};\n\
        fn poll(s: impl Stream<Item = u64>, cx: &mut Context<'_>) { _ = pin!(s).poll_next(cx); }\n"
        .to_owned();
    let mut polls = String::new();
    for n in 0..count {
        source += &FUNCTION
            .map(|(of, text)| if of == peer { text } else { "" })
            .concat()
            .replace("{n}", &n.to_string());
        let _ = writeln!(polls, "poll(numbers_{n}(0, 9), cx);");
    }
    source + "pub fn poll_all(cx: &mut Context<'_>) {\n" + &polls + "}\n"
}

/// Functions with this cleanup, which only asyncgen has.
fn with_cleanup(peer: Peer, count: u32, cleanup: &str) -> Option<String> {
    let function = |n: u32| {
        format!(
            "#[asyncgen::async_generator]\npub async fn numbers_{n}(to: u64) -> u64 {{\n{cleanup}\n\
             for x in 0..to {{ pause().await; yield_!(x + {n}); }}\n}}\n"
        )
    };
    (peer == Peer::Asyncgen).then(|| (0..count).map(function).collect())
}

/// One function of many awaits and yields. (The first peers have no such thing.)
fn long_body(peer: Peer, count: u32) -> Option<String> {
    let (begin, step, end) = match peer {
        Peer::HandWritten | Peer::Unfold | Peer::Channel => return None,
        Peer::AsyncStream => {
            (STREAM.to_owned() + "async_stream::stream! {\n", "yield {n};", "} }\n")
        }
        Peer::AsyncGen => (STREAM.to_owned() + "async_gen::stream! {\n", "yield {n};", "} }\n"),
        Peer::Native => (STREAM.to_owned() + "async gen {\n", "yield {n};", "} }\n"),
        Peer::Asyncgen => {
            let begin = "#[asyncgen::async_generator]\npub async fn long() -> u64 {\n";
            (begin.to_owned(), "yield_!({n});", "}\n")
        }
    };
    let step = |n: u32| format!("pause().await;\n{}\n", step.replace("{n}", &n.to_string()));
    Some(begin + &(0..count).map(step).collect::<String>() + end)
}

const NIGHTLY: &str = "\
#![feature(async_iterator, gen_blocks, yield_expr)]
use core::async_iter::AsyncIterator as Stream;
";

const STREAM: &str = "pub fn long() -> impl Stream<Item = u64> { ";

/// One function, in the spelling of each peer.
const FUNCTION: [(Peer, &str); 6] = [
    (Peer::Asyncgen, include_str!("asyncgen.rs.txt")),
    (Peer::AsyncStream, include_str!("async_stream.rs.txt")),
    (Peer::AsyncGen, include_str!("async_gen.rs.txt")),
    (Peer::Unfold, include_str!("unfold.rs.txt")),
    (Peer::Native, include_str!("native.rs.txt")),
    (Peer::HandWritten, include_str!("hand_written.rs.txt")),
];
