//! A process with a thousand live generators is told to end, and loses none of their cleanups.
//!
//! Each session holds something that is released with an `await`, such as a row in a database. On
//! SIGTERM the tasks that consume the sessions are aborted, which drops each generator where it is.
//! `close_on_drop` hands the cleanups to a `TaskTracker`, and the process ends when they are done.

use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use asyncgen::{AsyncGeneratorExt, async_generator};
use futures::StreamExt;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio_util::task::TaskTracker;

const SESSIONS: u32 = 1000;

/// How long the cleanups may take before the process ends without them.
const GRACE: Duration = Duration::from_secs(20);

/// Counts, and waits for ever where the session is idle.
#[async_generator(boxed)]
async fn session(id: u32, is_idle: bool) -> u32 {
    finally! {
        tokio::time::sleep(Duration::from_millis(u64::from(id % 50))).await;
        println!("released {id}");
    }
    for n in 0.. {
        yield_!(n);
        match is_idle {
            true => std::future::pending().await,
            false => tokio::task::yield_now().await,
        }
    }
}

/// Consumes a session in one of three ways: it is idle, it is busy, or it waits at a yield because
/// its consumer is busy with something else.
async fn consume(id: u32, cleanups: TaskTracker, started: Arc<Semaphore>) {
    let session = session(id, id % 3 == 0);
    let mut session = session.close_on_drop(move |close| cleanups.spawn(close));
    session.next().await;
    started.add_permits(1);
    if id % 3 == 2 {
        std::future::pending::<()>().await;
    }
    while session.next().await.is_some() {}
}

#[tokio::main]
async fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let cleanups = TaskTracker::new();
    let started = Arc::new(Semaphore::new(0));
    let mut consumers = JoinSet::new();
    for id in 0..SESSIONS {
        consumers.spawn(consume(id, cleanups.clone(), Arc::clone(&started)));
    }
    let _all = started.acquire_many(SESSIONS).await?;
    println!("{SESSIONS} sessions are live: kill -TERM {}", std::process::id());
    terminate.recv().await;
    // First nobody consumes any more; then there is nothing left to clean up.
    consumers.shutdown().await;
    cleanups.close();
    match tokio::time::timeout(GRACE, cleanups.wait()).await {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(_) => {
            eprintln!("{} cleanups are not done", cleanups.len());
            Ok(ExitCode::FAILURE)
        }
    }
}
