//! The example `http_pages`: its generator with its server, and the program as a user runs it.

#[path = "../http_pages/client.rs"]
mod client;
#[path = "../http_pages/server.rs"]
mod server;
#[path = "../http_pages/zones.rs"]
mod zones;

use std::net::TcpListener;
use std::pin::pin;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use futures::{StreamExt as _, TryStreamExt as _};
use reqwest::StatusCode;

use client::{Api, FetchError, records};
use server::{Fault, Server};
use zones::Zone;

const PAGE_SIZE: usize = 50;
const PAGES: usize = 7;

async fn serve(fault: Option<Fault>) -> Server {
    Server::start(zones::all(), Duration::ZERO, fault).await.unwrap()
}

fn api(server: &Server, retries: usize) -> Api {
    Api::new(server.url(), PAGE_SIZE, retries).unwrap()
}

/// The pages in the server's log, each with its status.
fn log(server: &Server) -> Vec<(usize, u16)> {
    server.requests().iter().map(|request| (request.page, request.status.as_u16())).collect()
}

#[test]
fn the_data_set_is_the_file() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/zone1970.tab");
    let file = std::fs::read_to_string(path).unwrap();
    let rows = file.lines().filter(|line| !line.starts_with('#'));
    let names = rows.map(|row| row.split('\t').nth(2).unwrap());
    let zones = zones::all();
    assert!(zones.iter().map(|zone| zone.name.as_str()).eq(names));
    assert_eq!(zones.len().div_ceil(PAGE_SIZE), PAGES);
    let zurich = zones.iter().find(|zone| zone.name == "Europe/Zurich").unwrap();
    assert_eq!(zurich.countries, ["CH", "DE", "LI"]);
    assert_eq!(zurich.coordinates, "+4723+00832");
}

#[tokio::test]
async fn every_record_comes_once_in_order() {
    let server = serve(None).await;
    let api = api(&server, 0);
    let fetched: Vec<Zone> = records(&api).try_collect().await.unwrap();
    assert_eq!(fetched, zones::all());
    assert_eq!(log(&server), (1..=PAGES).map(|page| (page, 200)).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_page_that_fails_once_is_retried_once() {
    let server = serve(Some(Fault::FailsOnce(4))).await;
    let api = api(&server, 3);
    let fetched: Vec<Zone> = records(&api).try_collect().await.unwrap();
    assert_eq!(fetched, zones::all());
    let expected = [(1, 200), (2, 200), (3, 200), (4, 500), (4, 200), (5, 200), (6, 200), (7, 200)];
    assert_eq!(log(&server), expected);
}

#[tokio::test]
async fn without_retries_the_failure_is_raised() {
    let server = serve(Some(Fault::FailsOnce(2))).await;
    let api = api(&server, 0);
    let (good, error) = good_records_then_error(&api).await;
    assert_eq!(good, zones::all()[..PAGE_SIZE]);
    assert!(matches!(error, FetchError::Status { status: StatusCode::INTERNAL_SERVER_ERROR, .. }));
    assert_eq!(log(&server), [(1, 200), (2, 500)]);
}

#[tokio::test]
async fn a_malformed_page_is_raised_after_the_good_records() {
    let server = serve(Some(Fault::Malformed(4))).await;
    let api = api(&server, 3);
    let (good, error) = good_records_then_error(&api).await;
    assert_eq!(good, zones::all()[..3 * PAGE_SIZE]);
    assert!(matches!(error, FetchError::Malformed { .. }));
    assert!(error.to_string().ends_with("/records?page=4&per_page=50 is malformed"), "{error}");
    // The page is not requested again, and no page after it is.
    assert_eq!(log(&server), [(1, 200), (2, 200), (3, 200), (4, 200)]);
}

/// Drains a generator that raises an error, and checks that it yields nothing after that.
async fn good_records_then_error(api: &Api) -> (Vec<Zone>, FetchError) {
    let mut records = pin!(records(api));
    let mut good = Vec::new();
    let error = loop {
        match records.next().await.expect("an error before the end") {
            Ok(zone) => good.push(zone),
            Err(error) => break error,
        }
    };
    for _ in 0..3 {
        assert!(records.next().await.is_none());
    }
    (good, error)
}

#[tokio::test]
async fn a_page_is_requested_when_its_first_record_is_wanted() {
    let server = serve(None).await;
    let api = api(&server, 0);
    let mut records = pin!(records::<Zone>(&api));
    assert_eq!(log(&server), []);
    for _ in 0..PAGE_SIZE {
        records.try_next().await.unwrap().unwrap();
    }
    assert_eq!(log(&server), [(1, 200)]);
    records.try_next().await.unwrap().unwrap();
    assert_eq!(log(&server), [(1, 200), (2, 200)]);
}

#[tokio::test]
async fn after_a_break_no_page_is_requested() {
    let server = serve(None).await;
    let api = api(&server, 0);
    let mut fetched = Vec::new();
    {
        let mut records = pin!(records::<Zone>(&api));
        while let Some(zone) = records.try_next().await.unwrap() {
            fetched.push(zone);
            if fetched.len() == 75 {
                break;
            }
        }
    }
    assert_eq!(fetched, zones::all()[..75]);
    assert_eq!(log(&server), [(1, 200), (2, 200)]);
}

#[tokio::test]
async fn an_answer_of_another_shape_is_raised() {
    let server = serve(None).await;
    let api = api(&server, 0);
    let outcome = records::<u32>(&api).try_collect::<Vec<_>>().await;
    assert!(matches!(outcome, Err(FetchError::Malformed { .. })), "{outcome:?}");
}

#[test]
fn the_demo_shows_the_three_runs() {
    let output = http_pages(&[]);
    let stdout = stdout(&output);
    assert!(output.status.success(), "{output:?}");
    // No terminal, no progress bar.
    assert_eq!(stderr(&output), "");
    let (first, rest) = stdout.split_once("\n2. ").unwrap();
    let (second, third) = rest.split_once("\n3. ").unwrap();
    assert_in_order(first, &["fetched", "312 of 312 records, in order"]);
    assert_in_order(
        first,
        &["requested pages", "1, 2, 3, 4 (500 Internal Server Error), 4, 5, 6, 7\n"],
    );
    assert_in_order(first, &["never requested", "none\n"]);
    assert_in_order(
        second,
        &["fetched", "150 of 312 records, in order", "raised", "is malformed: EOF", "then", "None"],
    );
    assert_in_order(second, &["requested pages", "1, 2, 3, 4\n", "never requested", "5, 6, 7\n"]);
    assert_in_order(third, &["fetched", "75 of 312 records, in order"]);
    assert_in_order(third, &["requested pages", "1, 2\n", "never requested", "3, 4, 5, 6, 7\n"]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_terminal_sees_progress() {
    let program = format!("'{}'", command(&[]).get_program().display());
    let mut script = Command::new("script");
    script.args(["--quiet", "--return", "/dev/null", "--command"]).arg(program);
    let output = script.env("TERM", "xterm").stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_in_order(
        &stdout(&output),
        &["1. ", "/312 records", "2. ", "/312 records", "3. ", "/312 records"],
    );
}

#[test]
fn the_options_reach_the_demo() {
    let output = http_pages(&["--page-size", "100", "--limit", "100"]);
    let stdout = stdout(&output);
    let (_, third) = stdout.split_once("\n3. A break at record 100\n").unwrap();
    assert_in_order(
        third,
        &["100 of 312", "requested pages", "1\n", "never requested", "2, 3, 4\n"],
    );

    let output = http_pages(&["--retries", "0"]);
    assert_eq!(output.status.code(), Some(1));
    let stderr = stderr(&output);
    assert!(
        stderr.ends_with("page=4&per_page=50 answered 500 Internal Server Error\n"),
        "{stderr}"
    );
}

#[test]
fn a_proxy_in_the_environment_is_not_asked_about_loopback() {
    let nobody = nobody_listens();
    let output =
        command(&[]).env("http_proxy", &nobody).env("HTTP_PROXY", &nobody).output().unwrap();
    assert!(output.status.success(), "{output:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_url_is_fetched_as_lines_of_json() {
    let server = serve(Some(Fault::FailsOnce(1))).await;
    let output = http_pages(&["--url", server.url().as_str()]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(stderr(&output), "");
    let fetched: Vec<Zone> =
        stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(fetched, zones::all());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_ends_the_fetch() {
    let server = serve(None).await;
    let output =
        http_pages(&["--url", server.url().as_str(), "--page-size", "10", "--limit", "20"]);
    assert_eq!(stdout(&output).lines().count(), 20);
    assert_eq!(log(&server), [(1, 200), (2, 200)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_records_before_an_error_are_printed() {
    let server = serve(Some(Fault::Malformed(2))).await;
    let output = http_pages(&["--url", server.url().as_str()]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output).lines().count(), PAGE_SIZE);
    assert_one_line(&output, "page=2&per_page=50 is malformed: EOF");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_not_there_is_one_line_and_exit_code_1() {
    let server = serve(None).await;
    let url = server.url().join("/nothing?key=7").unwrap();
    let output = http_pages(&["--url", url.as_str()]);
    assert_eq!(output.status.code(), Some(1));
    assert_one_line(&output, "/nothing?key=7&page=1&per_page=50 answered 404 Not Found");
}

#[test]
fn an_unreachable_url_is_one_line_and_exit_code_1() {
    let url = nobody_listens();
    let output = http_pages(&["--url", &url]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output), "");
    assert_one_line(&output, &format!("cannot fetch {url}?page=1&per_page=50: Connection refused"));
}

#[test]
fn help_names_every_option() {
    let output = http_pages(&["--help"]);
    assert!(output.status.success());
    assert_in_order(
        &stdout(&output),
        &["--url", "next_page", "--page-size", "--limit", "--retries"],
    );
}

#[test]
fn bad_arguments_are_refused_with_exit_code_2() {
    for (arguments, message) in [
        (["--page-size", "0"], "invalid value '0' for '--page-size <N>': 0 is not in 1..=1000"),
        (["--page-size", "abc"], "invalid value 'abc' for '--page-size <N>': invalid digit"),
        (["--limit", "0"], "invalid value '0' for '--limit <N>'"),
        (["--retries", "11"], "invalid value '11' for '--retries <N>': 11 is not in 0..=10"),
        (["--url", "records"], "invalid value 'records' for '--url <URL>': relative URL"),
        (["--url", "https://localhost/"], "only http:// is spoken here"),
    ] {
        let output = http_pages(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(message), "{}", stderr(&output));
    }
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let mut child = command(&[]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(stderr(&output), "");
}

/// The program that `cargo test` has built beside this test.
fn command(arguments: &[&str]) -> Command {
    let test = std::env::current_exe().unwrap();
    let profile = test.ancestors().nth(2).unwrap();
    let name = format!("http_pages{}", std::env::consts::EXE_SUFFIX);
    let program = profile.join("examples").join(name);
    assert!(
        program.exists(),
        "run all of `cargo test -p asyncgen-examples`: it builds {program:?}"
    );
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null());
    command
}

fn http_pages(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

/// A URL of a port that was free a moment ago.
fn nobody_listens() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}/records", listener.local_addr().unwrap())
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Standard error is one line for a person: `error:`, no panic, no `Debug` dump.
fn assert_one_line(output: &Output, part: &str) {
    let stderr = stderr(output);
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    assert!(stderr.starts_with("error: ") && stderr.contains(part), "{stderr}");
}

fn assert_in_order(text: &str, parts: &[&str]) {
    let mut rest = text;
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else {
            panic!("{part:?} is missing, or not in this place, in:\n{text}");
        };
        rest = after;
    }
}
