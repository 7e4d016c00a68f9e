//! Follows a growing file, and remembers where it was.
//!
//! The generator reads what is there, then waits for `notify` to say that something has changed.
//! However it is left, its cleanup writes down how far it has come; started again with the same
//! `--state`, it goes on from there. Ctrl-C closes it where it waits.

use std::error::Error;
use std::io::{self, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::process::ExitCode;
use std::time::Duration;

use asyncgen::{AsyncGeneratorExt as _, CloseError, async_generator};
use clap::Parser;
use futures::StreamExt as _;
use indicatif::ProgressBar;
use notify::{RecursiveMode, Watcher as _};
use thiserror::Error;
use tokio::fs::File;
use tokio::io::{AsyncBufReadExt as _, AsyncSeekExt as _, BufReader};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// Prints the lines of a file, and those that are added to it, until Ctrl-C
///
/// A file that becomes shorter, as a log does when it is rotated, is read anew from its beginning.
#[derive(Parser)]
struct Cli {
    /// The file to follow
    file: PathBuf,

    /// Where to remember how much has been printed; the next time, only what follows is
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,

    /// End after this many lines
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

#[derive(Debug, Error)]
enum TailError {
    #[error("cannot read {}: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("cannot write {}: {source}", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("{} does not hold a number", path.display())]
    State { path: PathBuf },
    #[error("cannot watch {}: {source}", path.display())]
    Watch { path: PathBuf, source: notify::Error },
}

/// The lines of a file without end. An incomplete line waits for its rest.
#[async_generator(throws = TailError)]
async fn lines(path: &Path, state: Option<&Path>) -> String {
    let lost = |source| TailError::Read { path: path.to_owned(), source };
    let mut position = load(state).await?;
    let (_watcher, mut changes) = watch(path)?;
    finally! { save(state, position).await?; }
    loop {
        let mut file = File::open(path).await.map_err(lost)?;
        if file.metadata().await.map_err(lost)?.len() < position {
            position = 0;
        }
        file.seek(SeekFrom::Start(position)).await.map_err(lost)?;
        let mut file = BufReader::new(file);
        let mut line = Vec::new();
        while file.read_until(b'\n', &mut line).await.map_err(lost)? > 0 && line.ends_with(b"\n") {
            position += line.len() as u64;
            line.pop();
            yield_!(String::from_utf8_lossy(&line).into_owned());
            line.clear();
        }
        let Ok(()) = changes.changed().await else { return };
    }
}

/// Says when something changes in the file's folder: the file itself may be replaced.
fn watch(path: &Path) -> Result<(impl Drop, watch::Receiver<()>), TailError> {
    let (sender, changes) = watch::channel(());
    let lost = |source| TailError::Watch { path: path.to_owned(), source };
    let mut watcher =
        notify::recommended_watcher(move |_| sender.send_replace(())).map_err(lost)?;
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    watcher.watch(folder, RecursiveMode::NonRecursive).map_err(lost)?;
    Ok((watcher, changes))
}

async fn load(state: Option<&Path>) -> Result<u64, TailError> {
    let Some(path) = state else { return Ok(0) };
    match tokio::fs::read_to_string(path).await {
        Ok(text) => text.trim().parse().map_err(|_| TailError::State { path: path.to_owned() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(source) => Err(TailError::Read { path: path.to_owned(), source }),
    }
}

async fn save(state: Option<&Path>, position: u64) -> Result<(), TailError> {
    let Some(path) = state else { return Ok(()) };
    let written = tokio::fs::write(path, format!("{position}\n")).await;
    written.map_err(|source| TailError::Write { path: path.to_owned(), source })
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(&Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of the pipe has gone, as `head` does when it has enough lines.
        Err(error) if is_broken_pipe(&*error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: &Cli) -> Result<(), Box<dyn Error>> {
    let mut lines = pin!(lines(&cli.file, cli.state.as_deref()));
    // Counts on standard error, if that is a terminal.
    let spinner = ProgressBar::new_spinner();
    spinner.enable_steady_tick(Duration::from_millis(100));
    let mut out = io::stdout();
    let mut interrupt = signal(SignalKind::interrupt())?;
    let printed: Result<(), Box<dyn Error>> = async {
        for count in 1..=cli.limit.unwrap_or(usize::MAX) {
            let line = tokio::select! {
                line = lines.next() => line,
                _ = interrupt.recv() => None,
            };
            let Some(line) = line.transpose()? else { break };
            spinner.suspend(|| writeln!(out, "{line}"))?;
            spinner.set_message(format!("{count} lines"));
        }
        Ok(())
    }
    .await;
    spinner.finish_and_clear();
    lines.close().await.or_else(CloseError::into_raised)?;
    printed
}

fn is_broken_pipe(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
