//! A paginated HTTP API on loopback, with configurable faults and a log of its requests.

use std::io;
use std::num::NonZero;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use reqwest::Url;
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::zones::Zone;

/// The fault of a page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The first request gets status 500.
    FailsOnce(usize),
    /// The body of the response is cut off in the middle.
    Malformed(usize),
}

/// A request that was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) page: usize,
    pub(crate) status: StatusCode,
}

/// A running server; dropping it stops it.
pub(crate) struct Server {
    url: Url,
    api: Arc<Api>,
    task: JoinHandle<io::Result<()>>,
}

impl Server {
    /// Serves `zones` on a free port of loopback; every response takes `latency`.
    pub(crate) async fn start(
        zones: Vec<Zone>,
        latency: Duration,
        fault: Option<Fault>,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/records", listener.local_addr()?);
        let api = Arc::new(Api { zones, latency, fault, log: Mutex::default() });
        let router = Router::new().route("/records", get(answer)).with_state(Arc::clone(&api));
        Ok(Self {
            url: Url::parse(&url).map_err(io::Error::other)?,
            api,
            task: tokio::spawn(axum::serve(listener, router).into_future()),
        })
    }

    pub(crate) fn url(&self) -> Url {
        self.url.clone()
    }

    /// Every request so far, in order.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.api.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Api {
    zones: Vec<Zone>,
    latency: Duration,
    fault: Option<Fault>,
    log: Mutex<Vec<Request>>,
}

#[derive(Deserialize)]
struct Wanted {
    page: NonZero<usize>,
    per_page: NonZero<usize>,
}

#[derive(Serialize)]
struct Page<'a> {
    records: &'a [Zone],
    next_page: Option<usize>,
}

async fn answer(State(api): State<Arc<Api>>, Query(wanted): Query<Wanted>) -> Response {
    let (page, per_page) = (wanted.page.get(), wanted.per_page.get());
    tokio::time::sleep(api.latency).await;
    let status = api.log(page);
    if status != StatusCode::OK {
        return status.into_response();
    }
    let mut body = api.body(page, per_page);
    if api.fault == Some(Fault::Malformed(page)) {
        body.truncate(body.len() / 2);
    }
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

impl Api {
    /// Logs the request, and returns the status of the response.
    fn log(&self, page: usize) -> StatusCode {
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        let first_time = log.iter().all(|request| request.page != page);
        let status = if first_time && self.fault == Some(Fault::FailsOnce(page)) {
            StatusCode::INTERNAL_SERVER_ERROR
        } else {
            StatusCode::OK
        };
        log.push(Request { page, status });
        status
    }

    /// A page past the end is empty, and the last one.
    fn body(&self, page: usize, per_page: usize) -> Vec<u8> {
        let mut pages = self.zones.chunks(per_page);
        let page = Page {
            records: pages.nth(page - 1).unwrap_or_default(),
            next_page: pages.next().map(|_| page + 1),
        };
        serde_json::to_vec(&page).expect("strings and numbers are JSON")
    }
}
