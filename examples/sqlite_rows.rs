//! Takes rows out of a table, each in a transaction that ends whatever happens.
//!
//! A row is gone when its consumer has come back for the next one. If the consumer leaves instead,
//! because it fails, has enough, or is interrupted, the transaction is rolled back, with an await,
//! and the row is still there.

use std::error::Error;
use std::io::{self, Write};
use std::path::PathBuf;
use std::pin::pin;
use std::process::ExitCode;
use std::time::Duration;

use asyncgen::{AsyncGeneratorExt as _, CloseError, async_generator};
use clap::Parser;
use futures::StreamExt as _;
use indicatif::ProgressBar;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use sqlx::{Sqlite, Transaction};
use tokio::signal::unix::{SignalKind, signal};

/// A queue in a file: prints what is in it, and removes what has been printed
#[derive(Parser)]
struct Cli {
    /// The SQLite database; it is made if it is not there
    database: PathBuf,

    /// Put this at the end of the queue, and print nothing; may be given several times
    #[arg(long, value_name = "TEXT")]
    add: Vec<String>,

    /// Stop after this many rows; the others stay
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
}

/// The rows of the queue. Each is removed when the next one is asked for.
#[async_generator(throws = sqlx::Error)]
async fn rows(pool: &SqlitePool) -> String {
    loop {
        let mut transaction = pool.begin().await?;
        let mut is_done = false;
        finally! {
            match is_done {
                true => transaction.commit().await?,
                false => transaction.rollback().await?,
            }
        }
        let Some(text) = first(&mut transaction).await? else { return };
        yield_!(text);
        is_done = true;
    }
}

/// Removes the first row, as far as this transaction sees.
async fn first(transaction: &mut Transaction<'_, Sqlite>) -> sqlx::Result<Option<String>> {
    let delete = "DELETE FROM queue WHERE id = (SELECT min(id) FROM queue) RETURNING text";
    sqlx::query_scalar(delete).fetch_optional(&mut **transaction).await
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
    let pool = open(cli).await.map_err(|error| {
        let error = error.to_string();
        format!("cannot open {}: {}", cli.database.display(), error.trim())
    })?;
    for text in &cli.add {
        sqlx::query("INSERT INTO queue (text) VALUES (?)").bind(text).execute(&pool).await?;
    }
    if cli.add.is_empty() {
        print(&pool, cli.limit.unwrap_or(u64::MAX)).await?;
    }
    pool.close().await;
    Ok(())
}

async fn open(cli: &Cli) -> sqlx::Result<SqlitePool> {
    let options = SqliteConnectOptions::new().filename(&cli.database).create_if_missing(true);
    let pool = SqlitePool::connect_with(options).await?;
    let create = "CREATE TABLE IF NOT EXISTS queue (id INTEGER PRIMARY KEY, text TEXT NOT NULL)";
    sqlx::query(create).execute(&pool).await?;
    Ok(pool)
}

async fn print(pool: &SqlitePool, limit: u64) -> Result<(), Box<dyn Error>> {
    let count: u32 = sqlx::query_scalar("SELECT count(*) FROM queue").fetch_one(pool).await?;
    // On standard error, if that is a terminal.
    let bar = ProgressBar::new(limit.min(count.into()));
    bar.enable_steady_tick(Duration::from_millis(100));
    let mut interrupt = signal(SignalKind::interrupt())?;
    let (mut out, mut rows) = (io::stdout(), pin!(rows(pool)));
    let printed: Result<(), Box<dyn Error>> = async {
        loop {
            let row = tokio::select! {
                row = rows.next() => row,
                _ = interrupt.recv() => None,
            };
            match row.transpose()? {
                Some(row) if bar.position() < limit => bar.suspend(|| writeln!(out, "{row}"))?,
                // This one stays.
                _ => return Ok(()),
            }
            bar.inc(1);
        }
    }
    .await;
    bar.finish_and_clear();
    rows.close().await.or_else(CloseError::into_raised)?;
    printed
}

fn is_broken_pipe(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
