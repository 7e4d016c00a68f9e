//! The dashboard: its bus, its clients, and its routes.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use asyncgen::{AsyncGeneratorExt, async_generator};
use axum::Router;
use axum::extract::State;
use axum::response::sse::{Event, Sse};
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use futures::{Stream, StreamExt};
use tokio::runtime::Handle;
use tokio::sync::broadcast::{self, error::RecvError};
use tokio_util::task::TaskTracker;

/// How many messages a client may be behind.
const CAPACITY: usize = 64;

/// A message on the bus.
#[derive(Clone)]
enum Message {
    Posted(String),
    /// The number of clients has changed.
    Clients(usize),
}

/// What all requests share.
pub(crate) struct Dashboard {
    /// `None` once the server shuts down: every receiver is then told that the bus is closed.
    bus: Mutex<Option<broadcast::Sender<Message>>>,
    /// Behind a lock that awaits, as a database would be.
    clients: tokio::sync::Mutex<BTreeSet<u64>>,
    /// The cleanups of the clients that have gone away.
    cleanups: TaskTracker,
}

impl Default for Dashboard {
    fn default() -> Self {
        Dashboard {
            bus: Mutex::new(Some(broadcast::Sender::new(CAPACITY))),
            clients: tokio::sync::Mutex::default(),
            cleanups: TaskTracker::new(),
        }
    }
}

impl Dashboard {
    fn bus(&self) -> Option<broadcast::Sender<Message>> {
        self.bus.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Sends a message to all clients. It is no error if there is none.
    fn publish(&self, message: Message) {
        if let Some(bus) = self.bus() {
            let _ = bus.send(message);
        }
    }

    async fn join(&self) -> u64 {
        let mut clients = self.clients.lock().await;
        let client = clients.last().map_or(1, |last| last + 1);
        clients.insert(client);
        self.publish(Message::Clients(clients.len()));
        client
    }

    async fn leave(&self, client: u64) {
        let mut clients = self.clients.lock().await;
        clients.remove(&client);
        self.publish(Message::Clients(clients.len()));
    }

    /// How many clients are registered.
    pub(crate) async fn clients(&self) -> usize {
        self.clients.lock().await.len()
    }

    /// Ends the generators of all clients.
    pub(crate) fn close_bus(&self) {
        self.bus.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// Waits for the cleanups of all clients that have gone away.
    pub(crate) async fn cleanups_done(&self) {
        self.cleanups.close();
        self.cleanups.wait().await;
    }
}

/// What a client sees, from when it comes to when it goes.
#[async_generator(boxed)]
async fn events(dashboard: Arc<Dashboard>) -> Event {
    let Some(bus) = dashboard.bus() else { return };
    let mut messages = bus.subscribe();
    // The bus is closed when its last sender is gone.
    drop(bus);
    let client = dashboard.join().await;
    finally! {
        dashboard.leave(client).await;
    }
    loop {
        match messages.recv().await {
            Ok(Message::Posted(text)) => yield_!(Event::default().data(text)),
            Ok(Message::Clients(count)) => {
                yield_!(Event::default().event("clients").data(count.to_string()))
            }
            Err(RecvError::Lagged(missed)) => {
                yield_!(Event::default().event("missed").data(missed.to_string()))
            }
            Err(RecvError::Closed) => return,
        }
    }
}

/// `GET /events`
async fn subscribe(
    State(dashboard): State<Arc<Dashboard>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let (runtime, cleanups) = (Handle::current(), dashboard.cleanups.clone());
    // The line for clients that go away. The adapters go around it.
    let events = events(dashboard).close_on_drop(move |close| cleanups.spawn_on(close, &runtime));
    Sse::new(events.map(Ok))
}

/// `POST /events`, with the text as the body.
async fn post(State(dashboard): State<Arc<Dashboard>>, text: String) {
    dashboard.publish(Message::Posted(text));
}

/// `GET /clients`
async fn clients(State(dashboard): State<Arc<Dashboard>>) -> String {
    dashboard.clients().await.to_string()
}

/// `GET /`
async fn page() -> impl IntoResponse {
    Html(include_str!("page.html"))
}

/// The routes.
pub(crate) fn router(dashboard: &Arc<Dashboard>) -> Router {
    Router::new()
        .route("/", get(page))
        .route("/events", get(subscribe).post(post))
        .route("/clients", get(clients))
        .with_state(Arc::clone(dashboard))
}
