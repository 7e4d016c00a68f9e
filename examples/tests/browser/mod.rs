//! A headless Chromium, driven over its debugging pipe.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

/// The command of a Chromium: the one that `CHROMIUM` names, an installed one, or the one that
/// `.ci/chromium` unpacks.
pub(crate) fn command() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM").filter(|named| !named.is_empty()) {
        return Some(named.into());
    }
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let installed = std::env::split_paths(&folders).map(|folder| folder.join("chromium"));
    let unpacked = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/chromium/chromium");
    installed.chain([unpacked]).find(|command| command.exists())
}

/// A running browser. It ends when it is dropped.
pub(crate) struct Browser {
    _process: Child,
    requests: ChildStdin,
    responses: BufReader<ChildStdout>,
    last_request: u64,
}

/// An open page.
pub(crate) struct Tab {
    target: Value,
    session: Value,
}

impl Browser {
    /// Starts a browser whose profile is in `folder`.
    pub(crate) fn start(command: &Path, folder: &Path) -> Self {
        // Chromium reads requests from descriptor 3 and writes responses to 4.
        let mut process = Command::new("sh")
            .args(["-c", r#"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null"#])
            .arg(command)
            .args(["--headless", "--no-sandbox", "--remote-debugging-pipe"])
            .arg(format!("--user-data-dir={}", folder.display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("the browser starts");
        let requests = process.stdin.take().expect("piped");
        let responses = BufReader::new(process.stdout.take().expect("piped"));
        Browser { _process: process, requests, responses, last_request: 0 }
    }

    /// Makes a request, and waits for its result. Events that come before it are dropped.
    async fn request(&mut self, method: &str, parameters: Value, tab: Option<&Tab>) -> Value {
        self.last_request += 1;
        let mut request =
            json!({ "id": self.last_request, "method": method, "params": parameters });
        if let Some(tab) = tab {
            request["sessionId"] = tab.session.clone();
        }
        let mut bytes = request.to_string().into_bytes();
        bytes.push(0);
        self.requests.write_all(&bytes).await.expect("the browser reads");
        loop {
            let mut bytes = Vec::new();
            self.responses.read_until(0, &mut bytes).await.expect("the browser writes");
            assert_eq!(bytes.pop(), Some(0), "the browser has ended");
            let response: Value = serde_json::from_slice(&bytes).expect("JSON");
            if response["id"] == self.last_request {
                assert!(response["error"].is_null(), "{method}: {response}");
                return response["result"].clone();
            }
        }
    }

    /// Opens a page.
    pub(crate) async fn open(&mut self, url: &str) -> Tab {
        let created = self.request("Target.createTarget", json!({ "url": url }), None).await;
        let target = created["targetId"].clone();
        let attach = json!({ "targetId": target, "flatten": true });
        let attached = self.request("Target.attachToTarget", attach, None).await;
        Tab { target, session: attached["sessionId"].clone() }
    }

    /// The value of a JavaScript expression in the page.
    pub(crate) async fn evaluate(&mut self, tab: &Tab, expression: &str) -> Value {
        let parameters = json!({ "expression": expression, "returnByValue": true });
        let evaluated = self.request("Runtime.evaluate", parameters, Some(tab)).await;
        evaluated["result"]["value"].clone()
    }

    pub(crate) async fn close(&mut self, tab: Tab) {
        self.request("Target.closeTarget", json!({ "targetId": tab.target }), None).await;
    }
}
