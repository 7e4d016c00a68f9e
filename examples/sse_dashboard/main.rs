//! A dashboard on which everybody sees what anybody posts, over server-sent events.
//!
//! Each open page is an async generator on a bus that can be idle for hours. When the page is
//! closed, its generator is dropped where it waits, and its cleanup, which awaits, runs all the
//! same: the number of clients goes down. Start reading at `events` in `sse_dashboard/server.rs`.

#[path = "server.rs"]
mod server;

use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use server::Dashboard;

/// Serves a dashboard over server-sent events.
#[derive(Parser)]
struct Cli {
    /// The port on loopback; 0 for a free one.
    #[arg(long, default_value_t = 3000)]
    port: u16,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(&Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: &Cli) -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind(("127.0.0.1", cli.port))
        .await
        .map_err(|error| format!("port {}: {error}", cli.port))?;
    println!("http://{}", listener.local_addr()?);
    let dashboard = Arc::new(Dashboard::default());
    let mut terminate = signal(SignalKind::terminate())?;
    let stop = {
        let dashboard = Arc::clone(&dashboard);
        async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            dashboard.close_bus();
        }
    };
    // Ends when every response has ended, and so every page's generator.
    axum::serve(listener, server::router(&dashboard)).with_graceful_shutdown(stop).await?;
    dashboard.cleanups_done().await;
    println!("{} clients left", dashboard.clients().await);
    Ok(())
}
