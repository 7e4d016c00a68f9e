//! A bidirectional stream of tonic whose client hangs up. The service is written by hand, with
//! messages of plain text, so that nothing has to be generated.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use asyncgen::{AsyncGeneratorExt, async_generator};
use futures::{Stream, StreamExt as _};
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, watch};
use tonic::codegen::{BoxFuture, Context, Poll, Service, http};
use tonic::server::{NamedService, StreamingService};
use tonic::transport::server::TcpIncoming;
use tonic::transport::{Channel, Server};
use tonic::{Request, Response, Status, Streaming};

use self::text::Text;

#[path = "../grpc_averager/text.rs"]
mod text;

/// Answers each message, and counts its clients.
#[derive(Clone)]
struct Echo {
    clients: Arc<watch::Sender<u32>>,
    /// Whether the cleanup awaits.
    awaits: bool,
}

/// A conversation, until the client has nothing more to say. An error of the connection is raised.
#[async_generator(boxed, throws = Status)]
async fn talk(clients: Arc<watch::Sender<u32>>, messages: Streaming<String>) -> String {
    clients.send_modify(|count| *count += 1);
    finally! {
        tokio::task::yield_now().await;
        clients.send_modify(|count| *count -= 1);
    }
    #[for_await]
    for message in messages {
        yield_!(format!("you said {}", message?));
    }
}

/// The same with a cleanup that does not await.
#[async_generator(throws = Status)]
async fn talk_at_once(clients: Arc<watch::Sender<u32>>, messages: Streaming<String>) -> String {
    clients.send_modify(|count| *count += 1);
    finally! {
        clients.send_modify(|count| *count -= 1);
    }
    #[for_await]
    for message in messages {
        yield_!(format!("you said {}", message?));
    }
}

impl StreamingService<String> for Echo {
    type Response = String;
    type ResponseStream = Pin<Box<dyn Stream<Item = Result<String, Status>> + Send>>;
    type Future = BoxFuture<Response<Self::ResponseStream>, Status>;

    fn call(&mut self, request: Request<Streaming<String>>) -> Self::Future {
        let (clients, messages) = (Arc::clone(&self.clients), request.into_inner());
        let replies: Self::ResponseStream = match self.awaits {
            true => {
                let runtime = Handle::current();
                let replies = talk(clients, messages);
                Box::pin(replies.close_on_drop(move |close| runtime.spawn(close)))
            }
            false => Box::pin(talk_at_once(clients, messages)),
        };
        Box::pin(std::future::ready(Ok(Response::new(replies))))
    }
}

impl NamedService for Echo {
    const NAME: &'static str = "talk.Echo";
}

impl Service<http::Request<tonic::body::Body>> for Echo {
    type Response = http::Response<tonic::body::Body>;
    type Error = Infallible;
    type Future = BoxFuture<Self::Response, Infallible>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<tonic::body::Body>) -> Self::Future {
        let echo = self.clone();
        Box::pin(async move { Ok(tonic::server::Grpc::new(Text).streaming(echo, request).await) })
    }
}

/// Awaits what has to come; that it does not come is a failure, not a hang.
async fn soon<F: Future>(future: F) -> F::Output {
    tokio::time::timeout(Duration::from_secs(30), future).await.expect("it did not come")
}

/// A server, the number of its clients, and a connection to it.
async fn serve(awaits: bool) -> (watch::Receiver<u32>, Channel) {
    let echo = Echo { clients: Arc::new(watch::Sender::new(0)), awaits };
    let count = echo.clients.subscribe();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("its address"));
    let incoming = TcpIncoming::from(listener);
    tokio::spawn(Server::builder().add_service(echo).serve_with_incoming(incoming));
    let channel = Channel::from_shared(url).expect("a URL").connect().await.expect("a connection");
    (count, channel)
}

/// Opens a conversation, and has the first answer.
async fn open(channel: &Channel) -> (mpsc::UnboundedSender<String>, Streaming<String>) {
    let (say, said) = mpsc::unbounded_channel();
    let said = futures::stream::unfold(said, async |mut said| Some((said.recv().await?, said)));
    let mut client = tonic::client::Grpc::new(channel.clone());
    client.ready().await.expect("the connection is open");
    say.send("hello".to_owned()).expect("it is read");
    let path = http::uri::PathAndQuery::from_static("/talk.Echo/Talk");
    let response = soon(client.streaming(Request::new(said), path, Text)).await;
    let mut replies = response.expect("a response").into_inner();
    let reply = soon(replies.next()).await.expect("a reply").expect("no error");
    assert_eq!(reply, "you said hello");
    (say, replies)
}

#[tokio::test]
async fn a_client_that_hangs_up_is_unregistered() {
    for awaits in [true, false] {
        let (mut count, channel) = serve(awaits).await;
        let (say, replies) = open(&channel).await;
        let other = open(&channel).await;
        assert_eq!(*count.borrow_and_update(), 2);
        // The server waits for the next message of each.
        drop((say, replies));
        soon(count.wait_for(|count| *count == 1)).await.expect("the server is there");
        drop(other);
        soon(count.wait_for(|count| *count == 0)).await.expect("the server is there");
    }
}

#[tokio::test]
async fn a_client_that_has_nothing_more_to_say_ends_the_conversation() {
    let (mut count, channel) = serve(true).await;
    let (say, mut replies) = open(&channel).await;
    drop(say);
    assert!(soon(replies.next()).await.is_none());
    soon(count.wait_for(|count| *count == 0)).await.expect("the server is there");
}
