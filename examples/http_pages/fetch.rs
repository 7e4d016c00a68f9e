//! Prints the records of the user's own API, a line of JSON each.

use std::error::Error;
use std::io::Write;
use std::pin::pin;

use futures::{StreamExt as _, TryStreamExt as _};
use reqwest::Url;
use serde_json::Value;

use super::cli::Cli;
use super::client::{Api, records};
use super::report;

pub(crate) async fn run(url: Url, cli: &Cli, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let api = Api::new(url, cli.page_size, cli.retries)?;
    let bar = report::progress(cli.limit);
    let limit = cli.limit.unwrap_or(usize::MAX);
    let mut records = pin!(records::<Value>(&api).take(limit));
    while let Some(record) = records.try_next().await? {
        bar.suspend(|| writeln!(out, "{record}"))?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(())
}
