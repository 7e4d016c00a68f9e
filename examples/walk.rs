//! Walks a directory tree with a generator that calls itself.
//!
//! `entries` is `boxed`, because it goes over a generator of its own for each folder in it. What
//! cannot be read is an item like any other, so that the walk goes on behind it.

use std::error::Error;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use asyncgen::async_generator;
use clap::Parser;
use futures::{StreamExt as _, TryStreamExt as _};
use indicatif::ProgressBar;
use thiserror::Error;

/// Prints the files and folders below a folder, as `find` does
///
/// What cannot be read is reported, and the walk goes on. Symbolic links are not followed.
#[derive(Parser)]
struct Cli {
    /// Where to begin
    #[arg(default_value = ".")]
    folder: PathBuf,

    /// How many folders to go down
    #[arg(long, value_name = "N", default_value = "1000")]
    max_depth: u32,

    /// Stop after this many entries
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// A file or a folder.
struct Entry {
    path: PathBuf,
    is_folder: bool,
    bytes: u64,
}

#[derive(Debug, Error)]
#[error("cannot read {}: {source}", path.display())]
struct Unreadable {
    path: PathBuf,
    source: io::Error,
}

/// Everything below a folder, each folder before what is in it, in the order of the names.
#[async_generator(boxed)]
async fn entries(folder: &Path, depth: u32) -> Result<Entry, Unreadable> {
    let children = match children(folder).await {
        Ok(children) => children,
        Err(source) => {
            yield_!(Err(Unreadable { path: folder.to_owned(), source }));
            return;
        }
    };
    for child in children {
        let folder = child.is_folder.then(|| child.path.clone());
        yield_!(Ok(child));
        if let Some(folder) = folder.filter(|_| depth > 0) {
            #[for_await]
            for entry in entries(&folder, depth - 1) {
                yield_!(entry);
            }
        }
    }
}

/// What is in a folder itself.
async fn children(folder: &Path) -> io::Result<Vec<Entry>> {
    let mut reader = tokio::fs::read_dir(folder).await?;
    let mut children = Vec::new();
    while let Some(entry) = reader.next_entry().await? {
        // Of the link itself, not of what it leads to.
        let metadata = entry.metadata().await?;
        let bytes = if metadata.is_file() { metadata.len() } else { 0 };
        children.push(Entry { path: entry.path(), is_folder: metadata.is_dir(), bytes });
    }
    children.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(children)
}

#[derive(Default)]
struct Counts {
    files: u64,
    folders: u64,
    bytes: u64,
    errors: u64,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(&Cli::parse()).await {
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

/// How much could not be read.
async fn run(cli: &Cli) -> Result<u64, Box<dyn Error>> {
    let _exists = tokio::fs::read_dir(&cli.folder)
        .await
        .map_err(|source| Unreadable { path: cli.folder.clone(), source })?;
    // Counts on standard error, if that is a terminal.
    let spinner = ProgressBar::new_spinner();
    spinner.enable_steady_tick(Duration::from_millis(100));
    let (mut out, mut counts) = (io::stdout(), Counts::default());
    let limit = cli.limit.unwrap_or(usize::MAX);
    let mut entries = entries(&cli.folder, cli.max_depth).take(limit);
    loop {
        match entries.try_next().await {
            Ok(None) => break,
            Ok(Some(entry)) => {
                let slash = if entry.is_folder { "/" } else { "" };
                spinner.suspend(|| writeln!(out, "{}{slash}", entry.path.display()))?;
                counts.files += u64::from(!entry.is_folder);
                counts.folders += u64::from(entry.is_folder);
                counts.bytes += entry.bytes;
            }
            Err(error) => {
                spinner.suspend(|| eprintln!("error: {error}"));
                counts.errors += 1;
            }
        }
        spinner.set_message(format!("{} files in {} folders", counts.files, counts.folders));
    }
    spinner.finish_and_clear();
    let Counts { files, folders, bytes, errors } = counts;
    eprintln!("{files} files, {folders} folders, {bytes} bytes");
    Ok(errors)
}

fn is_broken_pipe(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
