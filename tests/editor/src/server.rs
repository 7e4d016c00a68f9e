//! A running rust-analyzer, and the protocol that it speaks.

use std::ffi::OsStr;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::str::FromStr;

use lsp_server::{Message, Notification, Request, RequestId, Response};
use lsp_types::notification::{DidChangeTextDocument, DidOpenTextDocument, Initialized};
use lsp_types::request::{DocumentDiagnosticRequest, Initialize};
use lsp_types::{
    Diagnostic, DidChangeTextDocumentParams, DidOpenTextDocumentParams, DocumentDiagnosticReport,
    DocumentDiagnosticReportResult, InitializedParams, TextDocumentContentChangeEvent,
    TextDocumentItem, Uri, VersionedTextDocumentIdentifier,
};
use serde_json::{Value, json};

/// The command of a rust-analyzer: the one that `RUST_ANALYZER` names, or the one that
/// `.ci/rust-analyzer` unpacks.
pub(crate) fn command() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("RUST_ANALYZER").filter(|named| !named.is_empty()) {
        return Some(named.into());
    }
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let unpacked = here.join("../../target/rust-analyzer/rust-analyzer");
    unpacked.exists().then_some(unpacked)
}

/// A rust-analyzer that has loaded a project. It ends when it is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    process: Child,
    requests: ChildStdin,
    responses: BufReader<ChildStdout>,
    last_request: i32,
    /// The last version of any document.
    version: i32,
    is_quiescent: bool,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It holds nothing that would have to be saved.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The server has other work, or the document has changed: ask again.
const RETRY: [i32; 2] = [-32801, -32802];

impl Server {
    /// Starts a server for a project, and waits until it has loaded everything.
    pub(crate) fn start(command: &Path, root: &Path, target: &OsStr, options: &Value) -> Self {
        let mut process = Command::new(command)
            .current_dir(root)
            // Its tools have their own.
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_TARGET_DIR")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("rust-analyzer starts");
        let requests = process.stdin.take().expect("piped");
        let responses = BufReader::new(process.stdout.take().expect("piped"));
        let mut server = Server {
            process,
            requests,
            responses,
            last_request: 0,
            version: 0,
            is_quiescent: false,
        };
        server.initialize(root, &all_options(target, options));
        while !server.is_quiescent {
            let message = server.read();
            assert!(!matches!(message, Message::Response(_)), "nothing was requested");
            server.take(message);
        }
        server
    }

    fn initialize(&mut self, root: &Path, options: &Value) {
        let root = uri(root);
        let params = json!({
            "processId": std::process::id(),
            "workspaceFolders": [{ "uri": root, "name": "root" }],
            "initializationOptions": options,
            "capabilities": capabilities(),
        });
        let params = serde_json::from_value(params).expect("the protocol's own");
        self.request::<Initialize>(params);
        self.notify::<Initialized>(InitializedParams {});
    }

    /// The answer to a request.
    pub(crate) fn request<R: lsp_types::request::Request>(
        &mut self,
        params: R::Params,
    ) -> R::Result {
        let params = serde_json::to_value(params).expect("has a JSON form");
        loop {
            self.last_request += 1;
            let id = RequestId::from(self.last_request);
            let request = Request::new(id.clone(), R::METHOD.to_owned(), params.clone());
            self.write(request.into());
            let response = self.response(&id);
            match response.response_result {
                Ok(result) => {
                    return serde_json::from_value(result).expect("has the form of the protocol");
                }
                Err(error) if RETRY.contains(&error.code) => {}
                Err(error) => panic!("{}: {error:?}", R::METHOD),
            }
        }
    }

    /// Tells the server something.
    pub(crate) fn notify<N: lsp_types::notification::Notification>(&mut self, params: N::Params) {
        self.write(Notification::new(N::METHOD.to_owned(), params).into());
    }

    /// Opens a document.
    pub(crate) fn open(&mut self, path: &Path, text: &str) {
        let (uri, language_id) = (uri(path), "rust".to_owned());
        self.version += 1;
        let version = self.version;
        let text_document = TextDocumentItem { uri, language_id, version, text: text.to_owned() };
        self.notify::<DidOpenTextDocument>(DidOpenTextDocumentParams { text_document });
    }

    /// Gives an open document another text.
    pub(crate) fn change(&mut self, path: &Path, text: &str) {
        self.version += 1;
        let text_document =
            VersionedTextDocumentIdentifier { uri: uri(path), version: self.version };
        let text = text.to_owned();
        let change = TextDocumentContentChangeEvent { range: None, range_length: None, text };
        let content_changes = vec![change];
        let params = DidChangeTextDocumentParams { text_document, content_changes };
        self.notify::<DidChangeTextDocument>(params);
    }

    /// What is marked as wrong in a document.
    pub(crate) fn diagnostics(&mut self, path: &Path) -> Vec<Diagnostic> {
        let params = json!({ "textDocument": { "uri": uri(path) } });
        let params = serde_json::from_value(params).expect("the protocol's own");
        match self.request::<DocumentDiagnosticRequest>(params) {
            DocumentDiagnosticReportResult::Report(DocumentDiagnosticReport::Full(report)) => {
                report.full_document_diagnostic_report.items
            }
            other => panic!("a report was asked for: {other:?}"),
        }
    }

    fn response(&mut self, id: &RequestId) -> Response {
        loop {
            match self.read() {
                Message::Response(response) if response.id == *id => return response,
                message => self.take(message),
            }
        }
    }

    /// Takes what the server says of its own.
    fn take(&mut self, message: Message) {
        match message {
            Message::Request(request) => {
                // Of the configuration that it asks for, we have none.
                let items = request.params["items"].as_array().map_or(0, Vec::len);
                let result = match request.method.as_str() {
                    "workspace/configuration" => Value::from(vec![Value::Null; items]),
                    _ => Value::Null,
                };
                self.write(Response::new_ok(request.id, result).into());
            }
            Message::Notification(it) if it.method == "experimental/serverStatus" => {
                self.is_quiescent = it.params["quiescent"] == true;
                assert_ne!(it.params["health"], "error", "{}", it.params);
            }
            Message::Notification(_) | Message::Response(_) => {}
        }
    }

    fn read(&mut self) -> Message {
        Message::read(&mut self.responses).expect("a message").expect("rust-analyzer has ended")
    }

    fn write(&mut self, message: Message) {
        message.write(&mut self.requests).expect("rust-analyzer reads");
    }
}

/// The protocol's name of a file.
pub(crate) fn uri(path: &Path) -> Uri {
    let path = path.to_str().expect("a path of ours is text");
    Uri::from_str(&format!("file://{path}")).expect("a path of ours has no space")
}

/// What the client can do.
fn capabilities() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-8"] },
        "experimental": { "serverStatusNotification": true },
        "textDocument": {
            "codeAction": { "codeActionLiteralSupport": {
                "codeActionKind": { "valueSet": ["quickfix", "refactor"] },
            } },
            "completion": { "completionItem": {
                "snippetSupport": true,
                "resolveSupport": { "properties": ["additionalTextEdits"] },
            } },
            "diagnostic": {},
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "hover": { "contentFormat": ["plaintext"] },
        },
    })
}

/// The server's options: no work that nobody asks for, and a target folder of its own.
fn all_options(target: &OsStr, options: &Value) -> Value {
    let mut all = json!({
        "cachePriming": { "enable": false },
        "cargo": { "buildScripts": { "enable": true }, "targetDir": target.to_str() },
        "checkOnSave": false,
        "diagnostics": { "experimental": { "enable": true } },
        "procMacro": { "enable": true },
    });
    for (name, value) in options.as_object().into_iter().flatten() {
        all[name] = value.clone();
    }
    all
}
