//! What rustc has to do for a peer's own crates: cargo calls this program in place of rustc, and
//! this program calls rustc under callgrind.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, ExitCode};

use crate::figures::root;
use crate::peers::Peer;
use crate::programs::cargo_command;
use crate::valgrind;

/// Where the counts are written; tells this program that cargo calls it as rustc.
const LOG: &str = "ASYNCGEN_BENCHES_COUNTS";
/// The compiler itself: valgrind must not run rustup.
const RUSTC: &str = "ASYNCGEN_BENCHES_RUSTC";

/// The package of a peer and the crate of its macros.
fn names(peer: Peer) -> Option<(&'static str, &'static str)> {
    match peer {
        Peer::AsyncStream => Some(("async-stream", "async_stream_impl")),
        Peer::AsyncGen => Some(("async-gen", "async_gen_macros")),
        Peer::Asyncgen => Some(("asyncgen", "asyncgen_macros")),
        Peer::HandWritten | Peer::Unfold | Peer::Channel | Peer::Native => None,
    }
}

/// Millions of instructions for a debug build of everything that a peer needs, and for its macros.
pub(super) fn cost(peer: Peer, rustc: &Path) -> Option<(f64, f64)> {
    let (package, macros) = names(peer)?;
    let target = root().join("target/build-cost").join(package);
    let _ = fs::remove_dir_all(&target);
    fs::create_dir_all(&target).expect("a folder can be made in target");
    let log = target.join("counts");
    let status = cargo_command()
        .args(["build", "--locked", "--quiet", "--jobs=1", "-p", package, "--target-dir"])
        .arg(&target)
        .env("RUSTC_WRAPPER", std::env::current_exe().expect("this program has a path"))
        .env(LOG, &log)
        .env(RUSTC, rustc)
        .status();
    assert!(status.is_ok_and(|status| status.success()), "cargo did not build {package}");
    let counts = fs::read_to_string(&log).expect("rustc was called");
    let count = |of: &dyn Fn(&str) -> bool| {
        let lines = counts.lines().filter_map(|line| line.split_once(' '));
        lines
            .filter(|(name, _)| of(name))
            .filter_map(|(_, count)| count.parse::<f64>().ok())
            .sum::<f64>()
            / 1e6
    };
    Some((count(&|_| true), count(&|name| name == macros)))
}

/// Does what cargo wants of rustc, if it is cargo that called.
pub(crate) fn as_rustc() -> Option<ExitCode> {
    let (log, rustc) = (std::env::var_os(LOG)?, std::env::var_os(RUSTC)?);
    let args: Vec<String> = std::env::args().skip(2).collect();
    let crate_name = args.iter().skip_while(|arg| *arg != "--crate-name").nth(1);
    let is_question = args.iter().any(|arg| arg == "-vV" || arg.starts_with("--print"));
    let Some(crate_name) = crate_name.filter(|_| !is_question) else {
        let status = Command::new(rustc).args(args).status().expect("rustc runs");
        return Some(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    };
    let Some(instructions) = valgrind::instructions(Path::new(&rustc), &args) else {
        return Some(ExitCode::FAILURE);
    };
    let mut log = fs::OpenOptions::new().create(true).append(true).open(log).expect("the log");
    writeln!(log, "{crate_name} {instructions}").expect("the log can be written");
    Some(ExitCode::SUCCESS)
}
