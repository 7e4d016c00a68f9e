//! A generator that is talked to from another process, over gRPC.
//!
//! The client's messages are what is sent to the averager, its `reset` is what is thrown, and when
//! it hangs up the averager is closed. Nothing is generated, and no `protoc` is needed. Start
//! reading at `averager` and `answers` in `grpc_averager/server.rs`.

#[path = "client.rs"]
mod client;
#[path = "server.rs"]
mod server;
#[path = "text.rs"]
mod text;

use std::error::Error;
use std::io;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// Averages numbers in another process
#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    role: Role,
}

#[derive(Subcommand)]
enum Role {
    /// Serve an averager to each client, and print where
    Serve {
        /// The port on loopback; 0 for a free one
        #[arg(long, default_value_t = 50051)]
        port: u16,
    },
    /// Send each line of standard input, a number or `reset`, and print the average
    Talk {
        /// Where the server is
        #[arg(default_value = "http://127.0.0.1:50051")]
        url: String,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match Cli::parse().role {
        Role::Serve { port } => serve(port).await,
        Role::Talk { url } => client::talk(url, &mut std::io::stdout()).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of the pipe has gone, as `head` does when it has enough lines.
        Err(error) if is_broken_pipe(&*error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", one_line(&*error));
            ExitCode::FAILURE
        }
    }
}

async fn serve(port: u16) -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    let mut terminate = signal(SignalKind::terminate())?;
    println!("http://{}", listener.local_addr()?);
    let stop = async {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
    };
    server::serve(listener, stop).await?;
    Ok(())
}

/// The error and its root cause; of a status, the message.
fn one_line(error: &(dyn Error + 'static)) -> String {
    if let Some(status) = error.downcast_ref::<tonic::Status>() {
        return status.message().to_owned();
    }
    match std::iter::successors(error.source(), |&error| error.source()).last() {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}

fn is_broken_pipe(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
