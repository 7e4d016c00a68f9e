//! Real projects as judges: published crates are built and tested twice, with async-stream, and
//! with asyncgen in its place. Whatever is different is a fault, or a row of MIGRATION.md.
//!
//! ```text
//! cargo run -p asyncgen-crater                  all crates, a table
//! cargo run -p asyncgen-crater -- --write       … and writes it to RESULTS.md, for the guide
//! cargo run -p asyncgen-crater -- --counted     with the sites that the last run has counted
//! cargo run -p asyncgen-crater -- --cheap       the crates that are cheap to build
//! cargo run -p asyncgen-crater -- mini-redis    the crates named
//! cargo run -p asyncgen-crater -- --update      takes the newest dependencies and writes versions/
//! ```
//!
//! The crates of `crates.toml` become the members of a workspace under `target/crater`, so that
//! they share their dependencies, in the versions that `versions/` says. It is checked once as it
//! is, once with `shims/asyncgen` as async-stream, and once with `shims/counting`, where the macro
//! writes down each of its sites. The tests run without a network.

mod cargo;
mod list;
mod report;
mod sites;
mod test_run;
mod workspace;

use std::error::Error;
use std::process::ExitCode;
use std::{env, fs};

use list::List;
use report::Report;
use workspace::{Versions, Workspace};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What to do, from the command line.
#[derive(Default)]
struct Options {
    cheap: bool,
    write: bool,
    update: bool,
    is_counted: bool,
    names: Vec<String>,
}

impl Options {
    fn versions(&self) -> Versions {
        match (self.update, self.write) {
            (true, _) => Versions::Newest,
            (false, true) => Versions::Completed,
            (false, false) => Versions::Written,
        }
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    let options = options()?;
    let mut list = List::read()?;
    list.select(options.cheap, &options.names)?;
    let mut report = Report::new(&list.left_out);
    for (group, crates) in list.groups() {
        match Workspace::prepare(group, crates, options.versions()) {
            Ok(workspace) => report.judge(&workspace, options.is_counted)?,
            // Where there is no registry, there are no judges.
            Err(error) if options.cheap => {
                println!("skipped: {group} (cannot be fetched: {error})")
            }
            Err(error) => return Err(error),
        }
    }
    let table = report.table();
    println!("{table}");
    if options.write {
        fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/RESULTS.md"), table)?;
    }
    let faults = report.faults();
    print!("{faults}");
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn options() -> Result<Options> {
    let mut options = Options::default();
    for argument in env::args().skip(1) {
        match &*argument {
            "--cheap" => options.cheap = true,
            "--write" => options.write = true,
            "--update" => options.update = true,
            "--counted" => options.is_counted = true,
            flag if flag.starts_with('-') => {
                return Err(format!("unknown flag {flag}: see tests/crater/src/main.rs").into());
            }
            _ => options.names.push(argument),
        }
    }
    let is_part = options.cheap || !options.names.is_empty();
    if is_part && options.versions() != Versions::Written {
        return Err("--write and --update are for all crates: what is written has no others".into());
    }
    Ok(options)
}
