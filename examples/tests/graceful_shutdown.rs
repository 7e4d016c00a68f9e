//! The example `graceful_shutdown`, as an orchestrator runs it: started, signalled, waited for.

mod program;

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

#[test]
fn no_cleanup_is_lost() {
    let mut process =
        program::command("graceful_shutdown").stdout(Stdio::piped()).spawn().expect("it starts");
    let mut lines = BufReader::new(process.stdout.take().expect("piped")).lines();
    let ready = lines.next().expect("a line").expect("text");
    assert!(ready.starts_with("1000 sessions are live"), "{ready}");
    let killed = Command::new("kill").args(["-TERM", &process.id().to_string()]).status();
    assert!(killed.expect("`kill` runs").success());
    let mut released: Vec<u32> = lines
        .map(|line| {
            let line = line.expect("text");
            let id = line.strip_prefix("released ").and_then(|id| id.parse().ok());
            id.unwrap_or_else(|| panic!("{line}"))
        })
        .collect();
    assert!(process.wait().expect("it ends").success());
    released.sort_unstable();
    assert!(released.iter().copied().eq(0..1000), "{} cleanups", released.len());
}
