//! Walks a paginated JSON HTTP API with an async generator, which requests a page when the consumer
//! asks for the first record on it.
//!
//! Without arguments it serves a real data set on loopback and shows a retry, a malformed page and
//! an early `break`; with `--url` it prints the records of another API. Start reading at `records`
//! in `http_pages/client.rs`.

#[path = "http_pages/cli.rs"]
mod cli;
#[path = "http_pages/client.rs"]
mod client;
#[path = "http_pages/demo.rs"]
mod demo;
#[path = "http_pages/fetch.rs"]
mod fetch;
#[path = "http_pages/report.rs"]
mod report;
#[path = "http_pages/server.rs"]
mod server;
#[path = "http_pages/zones.rs"]
mod zones;

use std::error::Error;
use std::io;
use std::process::ExitCode;

use clap::Parser as _;

use cli::Cli;

#[tokio::main]
async fn main() -> ExitCode {
    match run(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of the pipe has gone, as `head` does when it has enough lines.
        Err(error) if is_broken_pipe(&*error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", report::one_line(&*error));
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout();
    match cli.url.clone() {
        Some(url) => fetch::run(url, &cli, &mut out).await,
        None => demo::run(&cli, &mut out).await,
    }
}

fn is_broken_pipe(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
