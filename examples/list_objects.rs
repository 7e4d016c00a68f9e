//! A client whose `list(&self)` is a generator: in a trait, behind `dyn`, and with generics.
//!
//! `Store` is a trait with a generator for a method, and is used as `dyn Store`. `Client` is
//! generic over the store; its own `list` borrows the client and the prefixes for as long as the
//! generator lives.

use std::error::Error;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::process::ExitCode;
use std::time::Duration;

use asyncgen::async_generator;
use clap::Parser;
use futures::TryStreamExt as _;
use indicatif::ProgressBar;
use thiserror::Error;
use tokio::fs::File;
use tokio::io::{AsyncBufReadExt as _, BufReader};

/// Lists the objects of a folder, or of a file that lists objects
///
/// A file has a line for each object: its size and its name, as this program prints them.
#[derive(Parser)]
struct Cli {
    /// A folder or a file
    place: PathBuf,

    /// Only objects whose names begin so; may be given several times
    #[arg(long = "prefix", value_name = "PREFIX")]
    prefixes: Vec<String>,

    /// Stop after this many objects
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

struct Object {
    name: String,
    bytes: u64,
}

#[derive(Debug, Error)]
enum ListError {
    #[error("cannot read {}: {source}", path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error("{}:{number}: expected a size and a name: {line:?}", path.display())]
    Malformed { path: PathBuf, number: usize, line: String },
}

/// A place with objects in it. `boxed`, so that there can be a `dyn Store`.
trait Store: Send + Sync {
    /// The objects whose names begin with the prefix.
    #[async_generator(boxed, throws = ListError)]
    async fn list(&self, prefix: &str) -> Object;
}

/// The files of a folder.
struct Folder(PathBuf);

impl Store for Folder {
    #[async_generator(boxed, throws = ListError)]
    async fn list(&self, prefix: &str) -> Object {
        let lost = |source| ListError::Io { path: self.0.clone(), source };
        let mut entries = tokio::fs::read_dir(&self.0).await.map_err(lost)?;
        while let Some(entry) = entries.next_entry().await.map_err(lost)? {
            let name = entry.file_name().to_string_lossy().into_owned();
            let metadata = entry.metadata().await.map_err(lost)?;
            if metadata.is_file() && name.starts_with(prefix) {
                yield_!(Object { name, bytes: metadata.len() });
            }
        }
    }
}

/// A file with a line for each object.
struct Listing(PathBuf);

impl Store for Listing {
    #[async_generator(boxed, throws = ListError)]
    async fn list(&self, prefix: &str) -> Object {
        let lost = |source| ListError::Io { path: self.0.clone(), source };
        let mut lines = BufReader::new(File::open(&self.0).await.map_err(lost)?).lines();
        let mut number = 0;
        while let Some(line) = lines.next_line().await.map_err(lost)? {
            number += 1;
            let Some(object) = object(&line) else {
                return Err(ListError::Malformed { path: self.0.clone(), number, line })?;
            };
            if object.name.starts_with(prefix) {
                yield_!(object);
            }
        }
    }
}

/// Input: `1024 a name`
fn object(line: &str) -> Option<Object> {
    let (bytes, name) = line.trim_start().split_once(' ')?;
    Some(Object { name: name.to_owned(), bytes: bytes.parse().ok()? })
}

/// A client of a store: of one that is known, or of a `dyn Store`.
struct Client<S: ?Sized> {
    spinner: ProgressBar,
    store: Box<S>,
}

impl<S: Store + ?Sized> Client<S> {
    /// The objects with each of the prefixes, one prefix after the other; without any, all objects.
    #[async_generator(throws = ListError)]
    async fn list(&self, prefixes: &[impl AsRef<str> + Sync]) -> Object {
        let all = prefixes.is_empty().then_some("");
        for prefix in prefixes.iter().map(AsRef::as_ref).chain(all) {
            #[for_await]
            for object in self.store.list(prefix) {
                yield_!(object?);
                self.spinner.inc(1);
            }
        }
    }
}

/// The store that a path leads to.
async fn open(place: &Path) -> Result<Box<dyn Store>, ListError> {
    match tokio::fs::metadata(place).await {
        Ok(metadata) if metadata.is_dir() => Ok(Box::new(Folder(place.to_owned()))),
        Ok(_) => Ok(Box::new(Listing(place.to_owned()))),
        Err(source) => Err(ListError::Io { path: place.to_owned(), source }),
    }
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
    // Counts on standard error, if that is a terminal.
    let spinner = ProgressBar::new_spinner();
    spinner.enable_steady_tick(Duration::from_millis(100));
    let client = Client { spinner, store: open(&cli.place).await? };
    let mut out = io::stdout();
    let mut objects = pin!(client.list(&cli.prefixes));
    for _ in 0..cli.limit.unwrap_or(usize::MAX) {
        let Some(Object { name, bytes }) = objects.try_next().await? else { break };
        client.spinner.suspend(|| writeln!(out, "{bytes:>10} {name}"))?;
    }
    client.spinner.finish_and_clear();
    Ok(())
}

fn is_broken_pipe(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
