//! Runs a program under callgrind, and reads what it counted.

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::implementations::Implementation;
use crate::shared::work::Work;

/// The two sizes. Both have as many digits, so that reading them costs the same.
const SIZES: [u64; 2] = [20_000, 60_000];

/// A program that is measured.
pub(crate) struct Measured {
    program: PathBuf,
}

/// What a run cost, or the difference of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cost {
    instructions: u64,
    copies: u64,
    allocations: u64,
}

/// What one item cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PerItem {
    pub(crate) instructions: f64,
    /// Calls of `memcpy` and `memmove`.
    pub(crate) copies: f64,
    /// Calls of `malloc` and the like.
    pub(crate) allocations: f64,
}

/// Whether there is a valgrind.
pub(crate) fn is_available() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success())
}

impl Measured {
    pub(crate) fn new(program: PathBuf) -> Self {
        Measured { program }
    }

    /// What the work prints.
    pub(crate) fn output(&self, implementation: Implementation, work: Work) -> u64 {
        let output =
            Command::new(&self.program).args([implementation.name(), &work.name(), "1"]).output();
        let output = output.unwrap_or_else(|error| panic!("{}: {error}", self.program.display()));
        let text = String::from_utf8_lossy(&output.stdout);
        text.trim()
            .parse()
            .unwrap_or_else(|_| panic!("{work:?} of {} printed {text:?}", implementation.name()))
    }

    /// What one item costs: two sizes, the difference divided by the items.
    pub(crate) fn per_item(&self, implementation: Implementation, work: Work) -> PerItem {
        let [small, large] = SIZES.map(|size| self.cost(implementation, work, size));
        let items = (SIZES[1] - SIZES[0]) as f64;
        let per_item = |of: fn(&Cost) -> u64| (of(&large) as f64 - of(&small) as f64) / items;
        PerItem {
            instructions: per_item(|cost| cost.instructions),
            copies: per_item(|cost| cost.copies),
            allocations: per_item(|cost| cost.allocations),
        }
    }

    fn cost(&self, implementation: Implementation, work: Work, size: u64) -> Cost {
        let file =
            std::env::temp_dir().join(format!("asyncgen-benches-{}.callgrind", std::process::id()));
        let mut option = OsString::from("--callgrind-out-file=");
        option.push(&file);
        let output = Command::new("valgrind")
            .args(["--tool=callgrind".into(), option])
            .arg(&self.program)
            .args([implementation.name(), &work.name(), &size.to_string()])
            .output();
        let profile = fs::read_to_string(&file);
        let _ = fs::remove_file(&file);
        match (output, profile) {
            (Ok(output), Ok(profile)) if output.status.success() => Cost::of(&profile),
            (output, _) => {
                panic!("valgrind on {work:?} of {} failed: {output:?}", implementation.name())
            }
        }
    }
}

impl Cost {
    /// What a profile in callgrind's format says (see "Callgrind Format Specification" in valgrind's manual).
    fn of(profile: &str) -> Self {
        let mut names = HashMap::new();
        let mut calls: HashMap<&str, u64> = HashMap::new();
        let mut instructions = None;
        let mut callee = "";
        for line in profile.lines() {
            if let Some(position) = line.strip_prefix("fn=") {
                name(position, &mut names);
            } else if let Some(position) = line.strip_prefix("cfn=") {
                callee = name(position, &mut names);
            } else if let Some(counts) = line.strip_prefix("calls=") {
                let count = counts.split(' ').next().and_then(|count| count.parse::<u64>().ok());
                *calls.entry(callee).or_default() += count.unwrap_or(0);
            } else if let Some(totals) = line.strip_prefix("totals: ") {
                instructions = totals.trim().parse().ok();
            }
        }
        let known: HashSet<&str> = names.values().copied().collect();
        assert!(
            known.iter().any(|name| is_copy(name)) && known.iter().any(|name| is_allocation(name)),
            "{NO_NAMES}"
        );
        let sum = |of: fn(&str) -> bool| {
            calls.iter().filter(|(name, _)| of(name)).map(|(_, count)| count).sum()
        };
        Cost {
            instructions: instructions.expect("a profile ends with its totals"),
            copies: sum(is_copy),
            allocations: sum(is_allocation),
        }
    }
}

const NO_NAMES: &str =
    "callgrind does not know the names of libc's functions: install its debug symbols (libc6-dbg)";

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

fn is_allocation(function: &str) -> bool {
    matches!(function, "malloc" | "calloc" | "realloc" | "aligned_alloc" | "posix_memalign")
}
