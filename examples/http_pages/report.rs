//! The output: a progress bar, and the records, the error and the requests.

use std::error::Error;
use std::io::{self, Write};
use std::iter;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use reqwest::StatusCode;

use super::client::FetchError;
use super::server::Request;
use super::zones::Zone;

/// Counts records on standard error, if that is a terminal.
pub(crate) fn progress(total: Option<usize>) -> ProgressBar {
    let (bar, template) = match total {
        Some(total) => (ProgressBar::new(total as u64), "   {bar:40} {pos}/{len} records"),
        None => (ProgressBar::new_spinner(), "   {spinner} {pos} records"),
    };
    let style = ProgressStyle::with_template(template).expect("a template without errors");
    let bar = bar.with_style(style);
    bar.enable_steady_tick(Duration::from_millis(50));
    bar
}

pub(crate) fn fetched(zones: &[Zone], all: &[Zone], out: &mut impl Write) -> io::Result<()> {
    let order = if all.starts_with(zones) { "in order" } else { "NOT in order" };
    let count = format!("{} of {} records, {order}", zones.len(), all.len());
    match zones {
        [] => row("fetched", &count, out),
        [only] => row("fetched", &format!("{count}: {}", only.name), out),
        [first, .., last] => {
            row("fetched", &format!("{count}: {} … {}", first.name, last.name), out)
        }
    }
}

/// Prints the state of the generator, which has ended.
pub(crate) fn raised(errors: &[FetchError], out: &mut impl Write) -> io::Result<()> {
    for error in errors {
        row("raised", &one_line(error), out)?;
    }
    row("then", "None", out)
}

/// Prints the server's log, and the pages that were not requested.
pub(crate) fn requests(log: &[Request], pages: usize, out: &mut impl Write) -> io::Result<()> {
    let requested = log.iter().map(|request| match request.status {
        StatusCode::OK => request.page.to_string(),
        status => format!("{} ({status})", request.page),
    });
    row("requested pages", &list(requested), out)?;
    let is_requested = |page| log.iter().any(|request| request.page == page);
    let others = (1..=pages).filter(|&page| !is_requested(page));
    row("never requested", &list(others.map(|page| page.to_string())), out)
}

fn list(numbers: impl Iterator<Item = String>) -> String {
    let numbers: Vec<String> = numbers.collect();
    if numbers.is_empty() { "none".to_owned() } else { numbers.join(", ") }
}

fn row(label: &str, text: &str, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "   {label:17}{text}")
}

/// The error and its root cause; the errors between say nothing to a user.
pub(crate) fn one_line(error: &(dyn Error + 'static)) -> String {
    match iter::successors(error.source(), |&error| error.source()).last() {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}
