//! Runs a program under valgrind, and reads what it counted.
//!
//! Nothing of the surroundings may count: the environment is empty, and the program is called by
//! the same short name from its own folder, because the length of both moves the stack, and with it
//! how the parts of a copy are aligned. The processor that a program sees is valgrind's own, not
//! that of the machine.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

/// The code with which a program says that it has no such work.
const CANNOT: i32 = 3;

/// What a run cost, or a part of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cost {
    pub(crate) instructions: f64,
    /// Calls of `memcpy` and `memmove`.
    pub(crate) copies: f64,
}

/// The program, where there is one.
pub(crate) fn find() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join("valgrind")).find(|file| file.is_file())
}

/// What one item costs: two sizes, the difference divided by the items. `None` if the peer cannot
/// do the work.
pub(crate) fn per_item(program: &Path, peer: &str, work: &str) -> Option<Cost> {
    // A crowd of 10,000 has as many items; all sizes of a work have as many digits.
    let [small, large] = match work {
        "select-all" | "futures-unordered" => [20_000_u32, 60_000],
        _ => [2_000, 6_000],
    };
    let items = f64::from(large - small);
    let measure = |n: u32| cost(program, &[peer, work, &n.to_string()]);
    let (small, large) = std::thread::scope(|scope| {
        let small = scope.spawn(|| measure(small));
        let large = measure(large);
        (small.join().expect("the run did not panic"), large)
    });
    let (small, large) = (small?, large?);
    Some(Cost {
        instructions: (large.instructions - small.instructions) / items,
        copies: (large.copies - small.copies) / items,
    })
}

/// What a whole run costs.
pub(crate) fn cost(program: &Path, args: &[&str]) -> Option<Cost> {
    let file = profile_file();
    let option = format!("--callgrind-out-file={}", file.display());
    let output = run(&["--tool=callgrind", &option], program, args)?;
    let profile =
        fs::read_to_string(&file).unwrap_or_else(|error| panic!("callgrind: {error}: {output:?}"));
    let _ = fs::remove_file(&file);
    Some(parse(&profile))
}

/// The instructions of a compiler that cargo called, which needs the environment and the streams
/// that it got. `None` if it failed.
pub(crate) fn instructions(program: &Path, args: &[String]) -> Option<f64> {
    let file = profile_file();
    let option = format!("--callgrind-out-file={}", file.display());
    let status = Command::new(find()?)
        .args(["--command-line-only=yes", "--log-file=/dev/null", "--tool=callgrind", &option])
        .arg(program)
        .args(args)
        .status();
    let profile = fs::read_to_string(&file);
    let _ = fs::remove_file(&file);
    status
        .ok()
        .filter(|status| status.success())
        .map(|_| parse(&profile.expect("a profile")).instructions)
}

/// How many bytes of heap are in use at the end.
pub(crate) fn live_bytes(program: &Path, args: &[&str]) -> Option<f64> {
    let options = ["--tool=memcheck", "--leak-check=no", "--undef-value-errors=no"];
    let output = run(&options, program, args)?;
    let text = String::from_utf8_lossy(&output.stderr);
    let (_, bytes) = text.split_once("in use at exit: ").expect("memcheck ends with a summary");
    let bytes = bytes.split(' ').next().map(|bytes| bytes.replace(',', ""));
    bytes.and_then(|bytes| bytes.parse().ok())
}

/// What a program prints, without valgrind.
pub(crate) fn printed(program: &Path, peer: &str, work: &str) -> Option<f64> {
    let output = finished(Command::new(program).args([peer, work, "1", "print"]))?;
    let text = String::from_utf8_lossy(&output.stdout);
    Some(text.trim().parse().unwrap_or_else(|_| panic!("{work} of {peer} printed {text:?}")))
}

fn run(options: &[&str], program: &Path, args: &[&str]) -> Option<Output> {
    let (folder, name) = (program.parent().expect("a path"), program.file_name().expect("a file"));
    let mut command = Command::new(find().expect("valgrind was found before"));
    command.env_clear().current_dir(folder);
    command.arg("--command-line-only=yes").args(options);
    command.arg(Path::new(".").join(name)).args(args);
    finished(&mut command)
}

/// The output of a program that did its work, `None` if it has no such work.
fn finished(command: &mut Command) -> Option<Output> {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    match output.status.code() {
        Some(0) => Some(output),
        Some(CANNOT) => None,
        _ => panic!("{command:?} failed: {output:?}"),
    }
}

/// A file for the profile of one run.
fn profile_file() -> PathBuf {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    let (process, run) = (std::process::id(), RUNS.fetch_add(1, Ordering::Relaxed));
    std::env::temp_dir().join(format!("asyncgen-benches-{process}-{run}.callgrind"))
}

/// What a profile in callgrind's format says (see "Callgrind Format Specification" in valgrind's
/// manual).
fn parse(profile: &str) -> Cost {
    let (mut names, mut callee, mut copies, mut instructions) = (HashMap::new(), "", 0.0, None);
    for line in profile.lines() {
        if let Some(position) = line.strip_prefix("fn=") {
            name(position, &mut names);
        } else if let Some(position) = line.strip_prefix("cfn=") {
            callee = name(position, &mut names);
        } else if let Some(counts) = line.strip_prefix("calls=").filter(|_| is_copy(callee)) {
            copies += counts.split(' ').next().and_then(|count| count.parse().ok()).unwrap_or(0.0);
        } else if let Some(totals) = line.strip_prefix("totals: ") {
            instructions = totals.trim().parse().ok();
        }
    }
    Cost { instructions: instructions.expect("a profile ends with its totals"), copies }
}

/// The name of a function: `(1) name` the first time, `(1)` from then on.
fn name<'a>(position: &'a str, names: &mut HashMap<&'a str, &'a str>) -> &'a str {
    match position.split_once(' ') {
        Some((number, name)) => {
            names.insert(number, name);
            name
        }
        None => names.get(position).copied().unwrap_or(position),
    }
}

/// `memcpy`, `__memmove_avx_unaligned_erms`, …
fn is_copy(function: &str) -> bool {
    function.contains("memcpy") || function.contains("memmove")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_read() {
        let profile = "\
            fn=(1) main\n16 4\ncfn=(2) __memmove_avx_unaligned_erms\ncalls=3 0\n5 60\n\
            fn=(2)\n5 60\n\
            fn=(3) other\ncfn=(2)\ncalls=2 0\n5 40\ncfn=(1)\ncalls=9 0\n1 1\n\n\
            totals: 1234\n";
        assert_eq!(parse(profile), Cost { instructions: 1234.0, copies: 5.0 });
    }
}
