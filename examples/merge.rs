//! Runs several commands at once, and prints the lines of whichever has one, as it comes.
//!
//! Each command is a generator with a cleanup that awaits: its process is stopped and waited for.
//! `SelectAll` merges them. Whatever ends the program early, Ctrl-C or `--limit`, closes those that
//! are left, so that no process stays behind.

use std::error::Error;
use std::io::{self, Write};
use std::process::{ExitCode, ExitStatus, Stdio};
use std::time::Duration;

use asyncgen::{AsyncGeneratorExt as _, BoxAsyncGenerator, CloseError, async_generator};
use clap::Parser;
use clap::builder::NonEmptyStringValueParser;
use futures::StreamExt as _;
use futures::stream::{SelectAll, select_all};
use indicatif::ProgressBar;
use thiserror::Error;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Command;
use tokio::signal::unix::{SignalKind, signal};

/// Runs shell commands at once, and prints their lines as they come
///
/// Each line begins with the number of its command. On Ctrl-C, all that still run are stopped.
#[derive(Parser)]
struct Cli {
    /// What to run, each with `sh -c`
    #[arg(required = true, value_name = "COMMAND", value_parser = NonEmptyStringValueParser::new())]
    commands: Vec<String>,

    /// Stop all of them after this many lines
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// A line, and the number of the command that has printed it.
struct Line {
    command: usize,
    text: String,
}

#[derive(Debug, Error)]
enum Failure {
    #[error("cannot run `{command}`: {source}")]
    Io { command: String, source: io::Error },
    #[error("`{command}` has failed: {status}")]
    Status { command: String, status: ExitStatus },
}

type Lines = BoxAsyncGenerator<'static, Result<Line, Failure>, (), Failure>;

/// The lines that a command prints. Left early, it stops the process and waits for its end.
#[async_generator(boxed, throws = Failure)]
async fn lines(number: usize, command: String) -> Line {
    let lost = |source| Failure::Io { command: command.clone(), source };
    let mut shell = Command::new("sh");
    shell.args(["-c", &command]).stdin(Stdio::null()).stdout(Stdio::piped());
    let mut process = shell.spawn().map_err(lost)?;
    let mut lines = BufReader::new(process.stdout.take().expect("it is piped")).lines();
    let mut status = None;
    finally! {
        if status.is_none() {
            process.kill().await.map_err(lost)?;
            eprintln!("stopped `{command}`");
        }
    }
    while let Some(text) = lines.next_line().await.map_err(lost)? {
        yield_!(Line { command: number, text });
    }
    status = Some(process.wait().await.map_err(lost)?);
    if let Some(status) = status.filter(|status| !status.success()) {
        Err(Failure::Status { command: command.clone(), status })?;
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Cli::parse()).await {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        // The reader of the pipe has gone, as `head` does when it has enough lines.
        Err(error) if is_broken_pipe(&*error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// How many commands have failed.
async fn run(cli: Cli) -> Result<u32, Box<dyn Error>> {
    let numbered = cli.commands.into_iter().enumerate();
    let mut merged = select_all(numbered.map(|(number, command)| lines(number + 1, command)));
    let outcome = print(&mut merged, cli.limit.unwrap_or(usize::MAX)).await;
    let mut failures = 0;
    for generator in merged.iter_mut() {
        if let Err(error) = generator.close().await.or_else(CloseError::into_raised) {
            eprintln!("error: {error}");
            failures += 1;
        }
    }
    Ok(outcome? + failures)
}

/// Prints lines until there are none, there are enough, or somebody presses Ctrl-C. How many
/// commands have failed.
async fn print(merged: &mut SelectAll<Lines>, limit: usize) -> io::Result<u32> {
    // Counts on standard error, if that is a terminal.
    let spinner = ProgressBar::new_spinner();
    spinner.enable_steady_tick(Duration::from_millis(100));
    let (mut out, mut failures) = (io::stdout(), 0);
    let mut interrupt = signal(SignalKind::interrupt())?;
    for count in 1..=limit {
        let item = tokio::select! {
            item = merged.next() => item,
            _ = interrupt.recv() => None,
        };
        match item {
            None => break,
            Some(Ok(Line { command, text })) => {
                spinner.suspend(|| writeln!(out, "{command}: {text}"))?;
            }
            Some(Err(error)) => {
                spinner.suspend(|| eprintln!("error: {error}"));
                failures += 1;
            }
        }
        spinner.set_message(format!("{count} lines of {} commands", merged.len()));
    }
    spinner.finish_and_clear();
    Ok(failures)
}

fn is_broken_pipe(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
