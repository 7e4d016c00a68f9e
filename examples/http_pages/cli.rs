//! The command line.

use clap::Parser;
use clap::builder::RangedU64ValueParser;
use reqwest::Url;

/// Walks a paginated JSON HTTP API page by page with an async generator
///
/// Without --url: starts a server on loopback that serves the time zones of the tz database,
/// and fetches them three times: with a page that fails once, with a malformed page, and with
/// an early break.
#[derive(Debug, Parser)]
#[command(verbatim_doc_comment)]
pub(crate) struct Cli {
    /// Fetch from this API instead, and print each record as a line of JSON
    ///
    /// GET URL?page=1&per_page=N has to answer {"records": [...], "next_page": 2},
    /// and the last page has "next_page": null.
    #[arg(long, value_parser = http_url, verbatim_doc_comment)]
    pub(crate) url: Option<Url>,

    /// Records a page
    #[arg(long, value_name = "N", default_value = "50", value_parser = count().range(1..=1000))]
    pub(crate) page_size: usize,

    /// Stop after this many records (without --url: in the third run)
    #[arg(long, value_name = "N", value_parser = count().range(1..))]
    pub(crate) limit: Option<usize>,

    /// How often to ask again for a page when its failure may pass
    #[arg(long, value_name = "N", default_value = "3", value_parser = count().range(..=10))]
    pub(crate) retries: usize,
}

fn count() -> RangedU64ValueParser<usize> {
    RangedU64ValueParser::new()
}

fn http_url(text: &str) -> Result<Url, String> {
    match Url::parse(text) {
        Ok(url) if url.scheme() == "http" => Ok(url),
        Ok(_) => Err("only http:// is spoken here".to_owned()),
        Err(error) => Err(format!("{error}; a good one is http://localhost:8080/records")),
    }
}
