//! The client: sends the lines that it is given, and prints the answer to each.

use std::error::Error;
use std::io::Write;

use futures::StreamExt as _;
use tokio::io::{AsyncBufReadExt as _, BufReader, stdin};
use tokio::sync::mpsc;
use tonic::Request;
use tonic::codegen::http::uri::PathAndQuery;
use tonic::transport::Channel;

use super::text::Text;

const PATH: &str = "/asyncgen.Averager/Talk";

/// Talks to the server until standard input ends, or the server does not want any more.
pub(crate) async fn talk(url: String, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let channel = Channel::from_shared(url)?.connect().await?;
    let (say, said) = mpsc::channel(1);
    let said = asyncgen::async_gen!(async gen move {
        let mut said = said;
        while let Some(line) = said.recv().await {
            yield line;
        }
    });
    let mut client = tonic::client::Grpc::new(channel);
    client.ready().await?;
    let said = Request::new(said);
    let response = client.streaming(said, PathAndQuery::from_static(PATH), Text).await?;
    let mut answers = response.into_inner();
    let mut lines = BufReader::new(stdin()).lines();
    while let Some(line) = lines.next_line().await? {
        say.send(line).await?;
        match answers.next().await {
            Some(answer) => writeln!(out, "{}", answer?)?,
            None => break,
        }
    }
    Ok(())
}
