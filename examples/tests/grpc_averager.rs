//! The example `grpc_averager`: two processes.

mod program;

use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use program::{command, run, signal, stderr};

/// A process that does not outlive a test that fails.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
    }
}

/// A server, its URL, and what it prints.
fn serve() -> (Server, String, Lines<BufReader<ChildStdout>>) {
    let mut serve = command("grpc_averager");
    let mut server = serve.args(["serve", "--port", "0"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let url = lines.next().unwrap().unwrap();
    (Server(server), url, lines)
}

/// A client that has been given nothing to say yet.
struct Client {
    process: Child,
    say: Option<ChildStdin>,
    answers: Lines<BufReader<ChildStdout>>,
}

impl Client {
    fn new(url: &str) -> Client {
        let mut talk = command("grpc_averager");
        talk.args(["talk", url]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = talk.stderr(Stdio::piped()).spawn().unwrap();
        let (say, answers) = (process.stdin.take(), process.stdout.take().unwrap());
        Client { process, say, answers: BufReader::new(answers).lines() }
    }

    fn ask(&mut self, line: &str) -> String {
        writeln!(self.say.as_mut().unwrap(), "{line}").unwrap();
        self.answers.next().unwrap().unwrap()
    }
}

fn stopped(mut server: Server) {
    signal("TERM", server.0.id());
    assert!(server.0.wait().unwrap().success());
}

#[test]
fn what_is_sent_is_averaged_and_a_reset_is_thrown() {
    let (server, url, mut lines) = serve();
    let mut client = Client::new(&url);
    assert_eq!(client.ask("10"), "10");
    assert_eq!(client.ask("20"), "15");
    assert_eq!(client.ask("reset"), "0");
    assert_eq!(client.ask("7"), "7");
    assert_eq!(lines.next().unwrap().unwrap(), "client 1 begins");
    drop(client.say.take());
    assert!(client.process.wait().unwrap().success());
    assert_eq!(lines.next().unwrap().unwrap(), "client 1 has gone, after 1 values");
    stopped(server);
}

#[test]
fn a_client_that_is_killed_closes_its_averager_and_no_other() {
    let (server, url, mut lines) = serve();
    let mut first = Client::new(&url);
    assert_eq!(first.ask("1"), "1");
    let mut second = Client::new(&url);
    assert_eq!(second.ask("2"), "2");
    first.process.kill().unwrap();
    first.process.wait().unwrap();
    let mut said: Vec<String> = lines.by_ref().take(3).map(Result::unwrap).collect();
    said.sort_unstable();
    let expected = ["client 1 begins", "client 1 has gone, after 1 values", "client 2 begins"];
    assert_eq!(said, expected);
    assert_eq!(second.ask("4"), "3");
    drop(second.say.take());
    assert!(second.process.wait().unwrap().success());
    assert_eq!(lines.next().unwrap().unwrap(), "client 2 has gone, after 2 values");
    stopped(server);
}

#[test]
fn a_server_that_stops_cleans_up_after_the_clients_that_are_left() {
    let (server, url, mut lines) = serve();
    let mut client = Client::new(&url);
    assert_eq!(client.ask("3"), "3");
    stopped(server);
    assert_eq!(lines.next().unwrap().unwrap(), "client 1 begins");
    assert_eq!(lines.next().unwrap().unwrap(), "client 1 has gone, after 1 values");
    client.process.kill().unwrap();
    client.process.wait().unwrap();
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let (server, url, _lines) = serve();
    let Client { process, say, answers } = Client::new(&url);
    drop(answers);
    writeln!(say.unwrap(), "1").unwrap();
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(stderr(&output), "");
    stopped(server);
}

#[test]
fn mistakes_are_one_line() {
    let (server, url, _lines) = serve();
    let mut client = Client::new(&url);
    writeln!(client.say.as_mut().unwrap(), "seven").unwrap();
    let output = client.process.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stderr(&output), "error: not a number: \"seven\"\n");
    stopped(server);

    let output = run("grpc_averager", &["talk", &url]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).starts_with("error: transport error: "), "{}", stderr(&output));
    assert_eq!(stderr(&output).lines().count(), 1);
    program::assert_has_help("grpc_averager", &["serve", "talk"]);
}
