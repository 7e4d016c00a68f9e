//! Three runs against the loopback server: a page that fails once, a malformed page, an early
//! break.

use std::error::Error;
use std::io::Write;
use std::pin::pin;
use std::time::Duration;

use futures::{StreamExt as _, TryStreamExt as _};

use super::cli::Cli;
use super::client::{Api, records};
use super::report;
use super::server::{Fault, Server};
use super::zones::{self, Zone};

/// The latency of the server, which makes the progress bar visible.
const LATENCY: Duration = Duration::from_millis(80);

pub(crate) async fn run(cli: &Cli, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let zones = zones::all();
    let pages = zones.len().div_ceil(cli.page_size);
    let faulty = pages.div_ceil(2);
    let demo = Demo { cli, zones, pages };
    demo.introduce(out)?;
    demo.page_that_fails_once(faulty, out).await?;
    demo.malformed_page(faulty, out).await?;
    demo.early_break(out).await
}

struct Demo<'a> {
    cli: &'a Cli,
    zones: Vec<Zone>,
    pages: usize,
}

impl Demo<'_> {
    fn introduce(&self, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
        let (zones, page_size) = (self.zones.len(), self.cli.page_size);
        writeln!(out, "A local server has {zones} time zones, {page_size} to a page.")?;
        Ok(())
    }

    async fn page_that_fails_once(
        &self,
        page: usize,
        out: &mut impl Write,
    ) -> Result<(), Box<dyn Error>> {
        writeln!(out, "\n1. Page {page} answers 500 once")?;
        let (server, api) = self.serve(Some(Fault::FailsOnce(page))).await?;
        let bar = report::progress(Some(self.zones.len()));
        let mut fetched = Vec::new();

        let mut records = pin!(records::<Zone>(&api));
        while let Some(zone) = records.try_next().await? {
            fetched.push(zone);
            bar.inc(1);
        }

        bar.finish_and_clear();
        report::fetched(&fetched, &self.zones, out)?;
        report::requests(&server.requests(), self.pages, out)?;
        Ok(())
    }

    async fn malformed_page(
        &self,
        page: usize,
        out: &mut impl Write,
    ) -> Result<(), Box<dyn Error>> {
        writeln!(out, "\n2. Page {page} is malformed")?;
        let (server, api) = self.serve(Some(Fault::Malformed(page))).await?;
        let bar = report::progress(Some(self.zones.len()));
        let (mut fetched, mut raised) = (Vec::new(), Vec::new());

        let mut records = pin!(records::<Zone>(&api));
        while let Some(item) = records.next().await {
            match item {
                Ok(zone) => {
                    fetched.push(zone);
                    bar.inc(1);
                }
                Err(error) => raised.push(error),
            }
        }

        bar.finish_and_clear();
        report::fetched(&fetched, &self.zones, out)?;
        report::raised(&raised, out)?;
        report::requests(&server.requests(), self.pages, out)?;
        Ok(())
    }

    async fn early_break(&self, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
        let page_and_a_half = self.cli.page_size.div_ceil(2) + self.cli.page_size;
        let limit = self.cli.limit.unwrap_or(page_and_a_half).min(self.zones.len());
        writeln!(out, "\n3. A break at record {limit}")?;
        let (server, api) = self.serve(None).await?;
        let bar = report::progress(Some(self.zones.len()));
        let mut fetched = Vec::new();

        let mut records = pin!(records::<Zone>(&api));
        while let Some(zone) = records.try_next().await? {
            fetched.push(zone);
            bar.inc(1);
            if fetched.len() == limit {
                break;
            }
        }

        bar.finish_and_clear();
        report::fetched(&fetched, &self.zones, out)?;
        report::requests(&server.requests(), self.pages, out)?;
        Ok(())
    }

    async fn serve(&self, fault: Option<Fault>) -> Result<(Server, Api), Box<dyn Error>> {
        let server = Server::start(self.zones.clone(), LATENCY, fault).await?;
        let api = Api::new(server.url(), self.cli.page_size, self.cli.retries)?;
        Ok((server, api))
    }
}
