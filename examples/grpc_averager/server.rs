//! The generator, and the service that lets the client of a connection talk to it.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use asyncgen::{AsyncGeneratorExt as _, async_generator};
use futures::{Stream, StreamExt as _};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tonic::codegen::{BoxFuture, Context, Poll, Service, http};
use tonic::server::{NamedService, StreamingService};
use tonic::transport::Server;
use tonic::transport::server::TcpIncoming;
use tonic::{Request, Response, Status, Streaming};

use super::text::Text;

/// Raised in the generator when its client says `reset`.
pub(crate) struct Reset;

/// The average of all that was sent since the last reset. What is left is saved, with an await.
#[async_generator(boxed, send = f64, throws = Reset)]
async fn averager(client: usize) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    println!("client {client} begins");
    finally! { save(client, count).await; }
    loop {
        let average = if count == 0.0 { 0.0 } else { sum / count };
        match catch! { yield_!(average) } {
            Ok(Some(value)) => {
                sum += value;
                count += 1.0;
            }
            Ok(None) => {}
            Err(Reset) => (sum, count) = (0.0, 0.0),
        }
    }
}

/// Stands for a database.
async fn save(client: usize, count: f64) {
    tokio::task::yield_now().await;
    println!("client {client} has gone, after {count} values");
}

/// The answers to a client's messages: `reset` is thrown, a number is sent, and when the client
/// hangs up, or the server stops, the averager is closed.
#[async_generator(boxed, throws = Status)]
async fn answers(client: usize, messages: Streaming<String>, stop: CancellationToken) -> String {
    let mut averager = averager(client);
    averager.next().await;
    finally! { let _ = averager.close().await; }
    #[for_await]
    for message in messages.take_until(stop.cancelled_owned()) {
        let answer = match message?.trim() {
            "reset" => averager.throw(Reset).await.map_err(|error| error.to_string()),
            text => match text.parse() {
                Ok(value) => averager.send(value).await.map_err(|error| error.to_string()),
                Err(_) => Err(Status::invalid_argument(format!("not a number: {text:?}")))?,
            },
        };
        match answer.map_err(Status::internal)? {
            Some(Ok(average)) => yield_!(average.to_string()),
            Some(Err(Reset)) | None => return,
        }
    }
}

/// The service: an averager for each connection.
#[derive(Clone)]
struct Averager {
    cleanups: TaskTracker,
    stop: CancellationToken,
    clients: Arc<AtomicUsize>,
}

impl StreamingService<String> for Averager {
    type Response = String;
    type ResponseStream = Pin<Box<dyn Stream<Item = Result<String, Status>> + Send>>;
    type Future = BoxFuture<Response<Self::ResponseStream>, Status>;

    fn call(&mut self, request: Request<Streaming<String>>) -> Self::Future {
        let cleanups = self.cleanups.clone();
        let runtime = tokio::runtime::Handle::current();
        let client = 1 + self.clients.fetch_add(1, Ordering::Relaxed);
        let answers = answers(client, request.into_inner(), self.stop.clone())
            .close_on_drop(move |close| cleanups.spawn_on(close, &runtime));
        let answers: Self::ResponseStream = Box::pin(answers);
        Box::pin(std::future::ready(Ok(Response::new(answers))))
    }
}

impl NamedService for Averager {
    const NAME: &'static str = "asyncgen.Averager";
}

impl Service<http::Request<tonic::body::Body>> for Averager {
    type Response = http::Response<tonic::body::Body>;
    type Error = Infallible;
    type Future = BoxFuture<Self::Response, Infallible>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<tonic::body::Body>) -> Self::Future {
        let service = self.clone();
        let answer = async { tonic::server::Grpc::new(Text).streaming(service, request).await };
        Box::pin(async { Ok(answer.await) })
    }
}

/// Serves until `stop` is ready, and until the cleanups of all clients are done.
pub(crate) async fn serve(
    listener: TcpListener,
    stop: impl Future<Output = ()>,
) -> Result<(), tonic::transport::Error> {
    let cleanups = TaskTracker::new();
    let token = CancellationToken::new();
    let clients = Arc::default();
    let averager = Averager { cleanups: cleanups.clone(), stop: token.clone(), clients };
    let server = Server::builder().add_service(averager);
    let stop = async {
        stop.await;
        token.cancel();
    };
    server.serve_with_incoming_shutdown(TcpIncoming::from(listener), stop).await?;
    cleanups.close();
    cleanups.wait().await;
    Ok(())
}
