//! The example `ticks`, which the README shows whole, with a client that hangs up.

mod program;

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::process::Stdio;

use program::command;

#[test]
fn it_is_what_the_readme_shows() {
    let readme = include_str!("../../README.md").replace('\r', "");
    let example = include_str!("../ticks.rs").replace('\r', "");
    let (_, code) = example.split_once('\n').expect("a line that says what it is");
    assert!(readme.contains(code), "the README's handler is not examples/ticks.rs");
}

#[test]
fn a_client_that_hangs_up_runs_the_cleanup() {
    let mut server = command("ticks").stdout(Stdio::piped()).spawn().expect("it runs");
    let mut said = BufReader::new(server.stdout.take().expect("a pipe")).lines();
    let mut said = || said.next().expect("a line").expect("text");
    let url = said();
    let address = url.strip_prefix("http://").and_then(|url| url.strip_suffix("/events"));

    let mut client = TcpStream::connect(address.expect("a URL")).expect("it listens");
    client.write_all(b"GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("it reads");
    let lines = BufReader::new(client).lines().map(|line| line.expect("text"));
    let ticks: Vec<_> = lines.filter(|line| line.starts_with("data: ")).take(2).collect();
    assert_eq!(ticks, ["data: tick 0", "data: tick 1"]);

    // The client is gone with its iterator.
    assert_eq!(said(), "the browser has left");
    server.kill().expect("it runs");
    server.wait().expect("it ends");
}
