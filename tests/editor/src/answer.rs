//! The server's responses as lines that do not depend on the spelling.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use lsp_types::{
    CodeActionOrCommand, CodeActionResponse, CompletionItem, CompletionItemKind,
    CompletionResponse, Diagnostic, DocumentChanges, DocumentSymbol, DocumentSymbolResponse,
    GotoDefinitionResponse, Hover, HoverContents, InlayHint, InlayHintLabel, Location,
    NumberOrString, OneOf, SignatureHelp, SymbolKind, TextEdit, WorkspaceEdit,
    WorkspaceSymbolResponse,
};

use crate::ask::path_of;
use crate::source::File;

pub(crate) fn completion_items(response: Option<CompletionResponse>) -> Vec<CompletionItem> {
    match response {
        Some(CompletionResponse::Array(items)) => items,
        Some(CompletionResponse::List(list)) => list.items,
        None => Vec::new(),
    }
}

/// The names and keywords that are offered, but for what would have to be imported: that is
/// whatever a search by some letters finds first.
pub(crate) fn completion(items: &[CompletionItem]) -> Vec<String> {
    let items = items.iter().filter(|item| item.kind != Some(CompletionItemKind::SNIPPET));
    let labels = items.map(|item| &item.label).filter(|label| !label.contains("(use "));
    let mut labels: Vec<_> = labels.cloned().collect();
    labels.sort();
    labels
}

/// The templates that are offered, such as `if` behind a condition.
pub(crate) fn templates(items: &[CompletionItem]) -> Vec<String> {
    let items = items.iter().filter(|item| item.kind == Some(CompletionItemKind::SNIPPET));
    let mut labels: Vec<_> = items.map(|item| item.label.clone()).collect();
    labels.sort();
    labels
}

pub(crate) fn hover(hover: Option<Hover>) -> Vec<String> {
    let text = match hover.map(|hover| hover.contents) {
        Some(HoverContents::Markup(markup)) => markup.value,
        Some(other) => format!("{other:?}"),
        None => String::new(),
    };
    text.lines().filter(|line| !line.trim().is_empty()).map(ToOwned::to_owned).collect()
}

/// The lines at which a definition stands.
pub(crate) fn definition(
    response: Option<GotoDefinitionResponse>,
    path: &Path,
    file: &File,
) -> Vec<String> {
    let locations = match response {
        Some(GotoDefinitionResponse::Scalar(location)) => vec![location],
        Some(GotoDefinitionResponse::Array(locations)) => locations,
        Some(GotoDefinitionResponse::Link(links)) => {
            let location = |link: lsp_types::LocationLink| {
                Location::new(link.target_uri, link.target_selection_range)
            };
            links.into_iter().map(location).collect()
        }
        None => Vec::new(),
    };
    locations.iter().map(|location| place_of(location, path, file)).collect()
}

/// A place in the file, or a line of another one.
fn place_of(location: &Location, path: &Path, file: &File) -> String {
    let target = path_of(&location.uri);
    if target == path {
        let name = file.at(location.range);
        return format!("{}: {name}", file.place(location.range.start.line));
    }
    let text = fs::read_to_string(&target).unwrap_or_default();
    let line = text.lines().nth(location.range.start.line as usize).unwrap_or_default();
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    format!("{name}: {}", line.trim())
}

pub(crate) fn references(mut locations: Vec<Location>, path: &Path, file: &File) -> Vec<String> {
    locations.sort_by_key(|location| {
        (location.uri.to_string(), location.range.start.line, location.range.start.character)
    });
    locations.iter().map(|location| place_of(location, path, file)).collect()
}

/// The changed names in this file.
pub(crate) fn rename(edit: WorkspaceEdit, path: &Path, file: &File) -> Vec<String> {
    let mut edits: Vec<TextEdit> = Vec::new();
    for (uri, changes) in edit.changes.unwrap_or_default() {
        assert_eq!(path_of(&uri), path, "a local name is in one file");
        edits.extend(changes);
    }
    if let Some(DocumentChanges::Edits(documents)) = edit.document_changes {
        for document in documents {
            edits.extend(document.edits.into_iter().map(|edit| match edit {
                OneOf::Left(edit) => edit,
                OneOf::Right(annotated) => annotated.text_edit,
            }));
        }
    }
    edits.sort_by_key(|edit| (edit.range.start.line, edit.range.start.character));
    let line = |edit: &TextEdit| {
        let place = file.place(edit.range.start.line);
        format!("{place}: {} is {}", file.at(edit.range), edit.new_text)
    };
    edits.iter().map(line).collect()
}

pub(crate) fn signature_help(help: Option<SignatureHelp>) -> Vec<String> {
    let Some(help) = help else { return Vec::new() };
    let active = help.active_parameter;
    let line = |signature: lsp_types::SignatureInformation| {
        format!("{}, parameter {:?}", signature.label, signature.active_parameter.or(active))
    };
    help.signatures.into_iter().map(line).collect()
}

pub(crate) fn inlay_hints(mut hints: Vec<InlayHint>, file: &File) -> Vec<String> {
    hints.sort_by_key(|hint| (hint.position.line, hint.position.character));
    let line = |hint: &InlayHint| {
        let label = match &hint.label {
            InlayHintLabel::String(label) => label.clone(),
            InlayHintLabel::LabelParts(parts) => {
                parts.iter().map(|part| part.value.as_str()).collect()
            }
        };
        format!("{}: {label}", file.place(hint.position.line))
    };
    hints.iter().map(line).collect()
}

pub(crate) fn code_actions(actions: CodeActionResponse) -> Vec<String> {
    let title = |action| match action {
        CodeActionOrCommand::CodeAction(action) => action.title,
        CodeActionOrCommand::Command(command) => command.title,
    };
    let mut titles: Vec<_> = actions.into_iter().map(title).collect();
    titles.sort();
    titles
}

/// The functions, with the names of what they stand in.
pub(crate) fn outline(response: Option<DocumentSymbolResponse>) -> Vec<String> {
    let mut names = Vec::new();
    if let Some(DocumentSymbolResponse::Nested(symbols)) = response {
        add_functions(&symbols, "", &mut names);
    }
    names
}

fn add_functions(symbols: &[DocumentSymbol], around: &str, names: &mut Vec<String>) {
    for symbol in symbols {
        let name = format!("{around}{}", symbol.name);
        if matches!(symbol.kind, SymbolKind::FUNCTION | SymbolKind::METHOD) {
            names.push(name.clone());
        }
        add_functions(symbol.children.as_deref().unwrap_or_default(), &format!("{name} / "), names);
    }
}

/// The functions that lie in a file.
pub(crate) fn symbols(response: Option<WorkspaceSymbolResponse>, path: &Path) -> Vec<String> {
    let mut names: Vec<String> = match response {
        Some(WorkspaceSymbolResponse::Flat(symbols)) => symbols
            .into_iter()
            .filter(|symbol| path_of(&symbol.location.uri) == path)
            .map(|symbol| symbol.name)
            .collect(),
        Some(other) => vec![format!("{other:?}")],
        None => Vec::new(),
    };
    names.sort();
    names
}

pub(crate) fn diagnostics(report: &[Diagnostic], file: &File) -> Vec<String> {
    let mut report: Vec<_> = report.iter().collect();
    report.sort_by_key(|it| (it.range.start, it.message.clone()));
    report.iter().map(|it| diagnostic(it, &file.place(it.range.start.line))).collect()
}

pub(crate) fn wrong_lines(report: &[Diagnostic], file: &File) -> Vec<String> {
    let lines = report.iter().map(|it| file.place(it.range.start.line));
    lines.collect::<BTreeSet<String>>().into_iter().collect()
}

/// A diagnostic in a line.
pub(crate) fn diagnostic(it: &Diagnostic, place: &str) -> String {
    let code = match &it.code {
        Some(NumberOrString::String(code)) => code.clone(),
        Some(NumberOrString::Number(code)) => code.to_string(),
        None => String::new(),
    };
    let message = it.message.lines().next().unwrap_or_default();
    format!("{place}: {code}: {message}")
}
