//! The questions of an editor, and the answers as lines that do not depend on the spelling.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use lsp_types::request::{
    CodeActionRequest, Completion, DocumentSymbolRequest, GotoDefinition, HoverRequest,
    InlayHintRequest, References, Rename, ResolveCompletionItem, SignatureHelpRequest,
    WorkspaceSymbolRequest,
};
use lsp_types::{Position, Range, Uri};
use serde_json::{Value, json};

use crate::answer;
use crate::project::{IMPORTS, Project};
use crate::server::uri;
use crate::source::{File, Source, Spelling};

/// What an editor asks.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Ask {
    /// What can be written at the mark.
    Completion,
    /// The templates that can be written at the mark.
    Templates,
    /// What can be written at the mark and contains these letters.
    Containing(&'static str),
    /// The changes elsewhere in the file, when the completion of this name is accepted.
    Import(&'static str),
    Hover,
    Definition,
    References,
    /// The body when the name at the mark is replaced by this one.
    Rename(&'static str),
    InlayHints,
    SignatureHelp,
    /// The functions of the file, as its syntax shows them.
    Outline,
    /// The functions with this name in the package.
    Symbols(&'static str),
    CodeActions,
    /// What the editor marks as wrong.
    Diagnostics,
    /// Where it marks something as wrong.
    WrongLines,
}

impl Project {
    /// The answer for a spelling, a line for each part of it.
    pub(crate) fn answer(&mut self, ask: Ask, source: Source, spelling: Spelling) -> Vec<String> {
        let file = source.file(spelling);
        let path = self.path(spelling.file());
        self.server.change(&path, &file.text);
        self.ask(ask, &path, &file)
    }

    /// The answer for an item where it is imported.
    pub(crate) fn answer_for_item(&mut self, ask: Ask, item: &str) -> Vec<String> {
        let import = format!("asyncgen::{item};");
        let at = IMPORTS.find(&import).expect("the item is imported") + "asyncgen::".len();
        let text = format!("{}¦{}", &IMPORTS[..at], &IMPORTS[at..]);
        let path = self.path("imports.rs");
        self.ask(ask, &path, &File::without_body(&text))
    }

    fn ask(&mut self, ask: Ask, path: &Path, file: &File) -> Vec<String> {
        let at = file.marks.first().copied().unwrap_or_default();
        match ask {
            Ask::InlayHints | Ask::CodeActions | Ask::Outline | Ask::Symbols(_) => {
                self.ask_about_lines(ask, path, file)
            }
            Ask::Completion => answer::completion(&self.completion(path, at)),
            Ask::Templates => answer::templates(&self.completion(path, at)),
            Ask::Containing(letters) => {
                let labels = answer::completion(&self.completion(path, at));
                labels.into_iter().filter(|label| label.contains(letters)).collect()
            }
            Ask::Import(name) => self.import(path, at, name),
            Ask::Hover => {
                answer::hover(self.server.request::<HoverRequest>(with_position(path, at)))
            }
            Ask::Definition => {
                let response = self.server.request::<GotoDefinition>(with_position(path, at));
                answer::definition(response, path, file)
            }
            Ask::References => {
                let mut params: Value = with_position(path, at);
                params["context"] = json!({ "includeDeclaration": true });
                let response = self.server.request::<References>(parsed(params));
                answer::references(response.unwrap_or_default(), path, file)
            }
            Ask::Rename(name) => {
                let mut params: Value = with_position(path, at);
                params["newName"] = name.into();
                let edit = self.server.request::<Rename>(parsed(params));
                answer::rename(edit.unwrap_or_default(), path, file)
            }
            Ask::SignatureHelp => {
                let params = with_position(path, at);
                answer::signature_help(self.server.request::<SignatureHelpRequest>(params))
            }
            Ask::Diagnostics => answer::diagnostics(&self.server.diagnostics(path), file),
            Ask::WrongLines => answer::wrong_lines(&self.server.diagnostics(path), file),
        }
    }

    fn ask_about_lines(&mut self, ask: Ask, path: &Path, file: &File) -> Vec<String> {
        match ask {
            Ask::InlayHints => {
                let params = with_range(path, everything(file));
                let hints = self.server.request::<InlayHintRequest>(params);
                answer::inlay_hints(hints.unwrap_or_default(), file)
            }
            Ask::CodeActions => {
                let end = file.marks.get(1).copied().unwrap_or(file.marks[0]);
                let mut params: Value = with_range(path, Range::new(file.marks[0], end));
                params["context"] = json!({ "diagnostics": [] });
                let actions = self.server.request::<CodeActionRequest>(parsed(params));
                answer::code_actions(actions.unwrap_or_default())
            }
            Ask::Outline => {
                let params = with_document(path);
                answer::outline(self.server.request::<DocumentSymbolRequest>(params))
            }
            Ask::Symbols(name) => {
                let params = parsed(json!({ "query": format!("{name}#") }));
                answer::symbols(self.server.request::<WorkspaceSymbolRequest>(params), path)
            }
            _ => unreachable!("a question about a place"),
        }
    }

    fn completion(&mut self, path: &Path, at: Position) -> Vec<lsp_types::CompletionItem> {
        let response = self.server.request::<Completion>(with_position(path, at));
        answer::completion_items(response)
    }

    fn import(&mut self, path: &Path, at: Position, name: &str) -> Vec<String> {
        let items = self.completion(path, at);
        let items = items.into_iter().filter(|item| item.label.starts_with(name));
        let mut answer = Vec::new();
        for item in items {
            let resolved = self.server.request::<ResolveCompletionItem>(item);
            let edits = resolved.additional_text_edits.unwrap_or_default();
            let label = resolved.label;
            answer.push(format!("{label}: {} changes elsewhere", edits.len()));
        }
        answer
    }
}

fn with_position<T: serde::de::DeserializeOwned>(path: &Path, position: Position) -> T {
    parsed(json!({ "textDocument": { "uri": uri(path) }, "position": position }))
}

fn with_range<T: serde::de::DeserializeOwned>(path: &Path, range: Range) -> T {
    let context = json!({ "diagnostics": [] });
    parsed(json!({ "textDocument": { "uri": uri(path) }, "range": range, "context": context }))
}

fn with_document<T: serde::de::DeserializeOwned>(path: &Path) -> T {
    parsed(json!({ "textDocument": { "uri": uri(path) } }))
}

fn parsed<T: serde::de::DeserializeOwned>(params: Value) -> T {
    serde_json::from_value(params).expect("the protocol's own")
}

fn everything(file: &File) -> Range {
    let lines = u32::try_from(file.text.lines().count()).unwrap_or(u32::MAX);
    Range::new(Position::default(), Position::new(lines, 0))
}

/// The path of a file that the server names.
pub(crate) fn path_of(uri: &Uri) -> PathBuf {
    PathBuf::from_str(uri.path().as_str()).unwrap_or_default()
}
