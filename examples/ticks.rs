//! The handler of the README: a tick a second, over server-sent events.
use asyncgen::async_generator;
use axum::response::sse::{Event, Sse};
use axum::{Router, routing::get};
use futures::{Stream, StreamExt};
use std::{convert::Infallible, io, time::Duration};

#[async_generator]
async fn ticks() -> Event {
    finally! { println!("the browser has left"); }
    for n in 0.. {
        yield_!(Event::default().data(format!("tick {n}")));
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

async fn events() -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    Sse::new(ticks().map(Ok))
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let app = Router::new().route("/events", get(events));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}/events", listener.local_addr()?);
    axum::serve(listener, app).await
}
