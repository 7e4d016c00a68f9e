//! The example `sse_dashboard`: clients that hang up, a browser that closes its tab, and a server
//! that is told to end.

mod browser;
mod program;
#[path = "../sse_dashboard/server.rs"]
mod server;

use std::convert::Infallible;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use asyncgen::async_generator;
use axum::response::sse::{Event, Sse};
use axum::routing::get;
use futures::StreamExt as _;
use reqwest::Response;
use tokio::net::TcpListener;
use tokio::sync::watch;

use browser::Browser;
use server::Dashboard;

/// Awaits what has to come; that it does not come is a failure, not a hang.
async fn soon<F: Future>(future: F) -> F::Output {
    tokio::time::timeout(Duration::from_secs(30), future).await.expect("it did not come")
}

/// Serves the routes on a free port, and returns the address.
async fn serve(router: axum::Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("its address"));
    tokio::spawn(axum::serve(listener, router).into_future());
    url
}

async fn dashboard() -> (Arc<Dashboard>, String) {
    let dashboard = Arc::new(Dashboard::default());
    let url = serve(server::router(&dashboard)).await;
    (dashboard, url)
}

/// Waits until there are this many clients.
async fn until_clients(dashboard: &Dashboard, count: usize) {
    soon(async {
        while dashboard.clients().await != count {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
}

/// A client that asks no proxy.
fn client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().expect("a client")
}

/// A client that has read the event with which it was registered.
async fn connected(url: &str) -> Response {
    let response = client().get(format!("{url}/events")).send().await;
    let mut response = response.expect("a response");
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let first = soon(response.chunk()).await.expect("an event").expect("not the end");
    assert!(first.starts_with(b"event: clients\n"), "{first:?}");
    response
}

async fn post(url: &str, text: &str) {
    let request = client().post(format!("{url}/events")).body(text.to_owned());
    assert!(request.send().await.expect("a response").status().is_success());
}

/// Reads until a message has come.
async fn read_until(response: &mut Response, message: &str) {
    let mut read = String::new();
    while !read.contains(message) {
        let chunk = soon(response.chunk()).await.expect("an event").expect("not the end");
        read += std::str::from_utf8(&chunk).expect("text");
    }
}

#[tokio::test]
async fn a_client_that_hangs_up_on_an_idle_bus_is_unregistered() {
    let (dashboard, url) = dashboard().await;
    let first = connected(&url).await;
    let second = connected(&url).await;
    assert_eq!(dashboard.clients().await, 2);
    drop(first);
    until_clients(&dashboard, 1).await;
    drop(second);
    until_clients(&dashboard, 0).await;
}

#[tokio::test]
async fn a_client_that_hangs_up_on_a_busy_bus_is_unregistered() {
    let (dashboard, url) = dashboard().await;
    let stays = connected(&url).await;
    let busy = tokio::spawn({
        let url = url.clone();
        async move {
            for n in 0.. {
                post(&url, &format!("message {n}")).await;
            }
        }
    });
    for _ in 0..5 {
        let mut leaves = connected(&url).await;
        read_until(&mut leaves, "data: message").await;
        drop(leaves);
        until_clients(&dashboard, 1).await;
    }
    drop(stays);
    until_clients(&dashboard, 0).await;
    busy.abort();
}

#[tokio::test]
async fn a_shutdown_ends_every_response_and_waits_for_every_cleanup() {
    let (dashboard, url) = dashboard().await;
    let mut stays = connected(&url).await;
    drop(connected(&url).await);
    dashboard.close_bus();
    while soon(stays.chunk()).await.expect("no error").is_some() {}
    soon(dashboard.cleanups_done()).await;
    until_clients(&dashboard, 0).await;
}

/// With a cleanup that does not await, not even `close_on_drop` is needed.
#[tokio::test]
async fn a_cleanup_that_does_not_await_needs_no_line() {
    #[async_generator]
    async fn events(clients: Arc<watch::Sender<u32>>) -> Event {
        clients.send_modify(|count| *count += 1);
        finally! {
            clients.send_modify(|count| *count -= 1);
        }
        yield_!(Event::default().event("clients").data(clients.borrow().to_string()));
        std::future::pending().await
    }
    let clients = Arc::new(watch::Sender::new(0));
    let subscribe = {
        let clients = Arc::clone(&clients);
        async move || Sse::new(events(clients).map(Ok::<_, Infallible>))
    };
    let url = serve(axum::Router::new().route("/events", get(subscribe))).await;
    let client = connected(&url).await;
    assert_eq!(*clients.borrow(), 1);
    drop(client);
    soon(clients.subscribe().wait_for(|count| *count == 0)).await.expect("it is there");
}

#[tokio::test]
async fn a_browser_sees_events_and_closes_its_tab() {
    let Some(command) = browser::command() else {
        // Not with `eprintln!`, which a test that passes does not show.
        let line =
            "skipped: the dashboard in a browser (no Chromium here; `.ci/chromium` unpacks one)";
        writeln!(std::io::stderr(), "{line}").expect("stderr");
        return;
    };
    let profile = Path::new(env!("CARGO_TARGET_TMPDIR")).join("chromium-profile");
    let mut browser = Browser::start(&command, &profile);
    let (dashboard, url) = dashboard().await;
    let tab = soon(browser.open(&url)).await;
    until_clients(&dashboard, 1).await;
    // On a busy bus.
    post(&url, "hello").await;
    soon(async {
        let seen = "`${clients.value}: ${messages.innerText}`";
        while browser.evaluate(&tab, seen).await != "1: hello" {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    soon(browser.close(tab)).await;
    until_clients(&dashboard, 0).await;
    // On an idle one.
    let tab = soon(browser.open(&url)).await;
    until_clients(&dashboard, 1).await;
    soon(browser.close(tab)).await;
    until_clients(&dashboard, 0).await;
    drop(browser);
    let line = "ran: the dashboard in a browser: opened, saw events, closed its tab";
    writeln!(std::io::stderr(), "{line}").expect("stderr");
}

/// The program as a user runs it, with a page open when it is told to end.
#[tokio::test]
async fn the_program_ends_when_it_is_told_to() {
    let mut program = program::command("sse_dashboard")
        .args(["--port", "0"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the example was built");
    let mut lines = BufReader::new(program.stdout.take().expect("piped")).lines();
    let url = lines.next().expect("its address").expect("text");
    let mut client = connected(&url).await;
    let gone = connected(&url).await;
    drop(gone);
    let killed = Command::new("kill").arg(program.id().to_string()).status().expect("`kill`");
    assert!(killed.success());
    while soon(client.chunk()).await.expect("no error").is_some() {}
    let last = tokio::task::spawn_blocking(move || lines.next());
    let last = soon(last).await.expect("no panic").expect("a line").expect("text");
    assert_eq!(last, "0 clients left");
    assert!(program.wait().expect("it ends").success());
}

#[test]
fn it_has_help_and_says_which_port_is_taken() {
    program::assert_has_help("sse_dashboard", &["--port"]);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = taken.local_addr().expect("its address").port().to_string();
    let output = program::run("sse_dashboard", &["--port", &port]);
    assert_eq!(output.status.code(), Some(1));
    let expected = format!("error: port {port}: ");
    assert!(program::stderr(&output).starts_with(&expected), "{output:?}");
}
