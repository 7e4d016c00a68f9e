//! What a document names in the repository: files, tests, and sections of its own.

use std::path::Path;

use crate::sources;

/// What a document in the root of the repository names that is not there.
///
/// - `` `folder/file.rs` `` and `` `folder/` `` are files and folders of the repository.
/// - `` `folder/file.rs::name` `` is a function in that file.
/// - `[text](path)` is a file beside the document, `[text](#section)` a heading of it.
#[must_use]
pub fn missing(text: &str) -> Vec<String> {
    let spans = code_spans(text);
    let in_code = spans.iter().copied().filter(|it| is_path(it)).filter(|it| !exists(it));
    let links = links(text).into_iter().filter(|link| !leads_somewhere(text, link));
    in_code.chain(links).map(str::to_owned).collect()
}

/// The tests that a document names, as `folder/file.rs` or `folder/file.rs::name`.
#[must_use]
pub fn tests(text: &str) -> Vec<&str> {
    let is_test = |it: &&str| it.contains("tests/") && it.contains(".rs");
    code_spans(text).into_iter().filter(|it| is_path(it)).filter(is_test).collect()
}

/// The links of a document to chapters of the guide, and to sections of them, that are not there. A
/// chapter of the guide links to others as `super::chapter#section`, every other document to their
/// pages.
#[must_use]
pub fn missing_in_guide(text: &str) -> Vec<String> {
    let targets = text.split("](").chain(text.split("]: ")).skip(1);
    let targets = targets.filter_map(|rest| rest.split([')', '\n']).next());
    targets.filter(|target| is_missing_in_guide(target)).map(str::to_owned).collect()
}

fn is_missing_in_guide(target: &str) -> bool {
    let page = "https://docs.rs/asyncgen/latest/asyncgen/guide/";
    let Some(rest) = target.strip_prefix("super::").or_else(|| target.strip_prefix(page)) else {
        return false;
    };
    let (chapter, section) = rest.split_once('#').unwrap_or((rest, ""));
    let chapter = chapter.strip_suffix("index.html").unwrap_or(chapter).trim_end_matches('/');
    let path = match chapter {
        "" => "runtime/src/guide/mod.rs".to_owned(),
        chapter => format!("runtime/src/guide/{chapter}.md"),
    };
    if !sources::root().join(&path).exists() {
        return true;
    }
    let text = sources::read(&path).text;
    !section.is_empty() && !text.lines().any(|line| anchor(line).as_deref() == Some(section))
}

/// The first cell of each row of the tables in a section, without the backticks.
#[must_use]
pub fn first_cells<'a>(text: &'a str, section: &str) -> Vec<&'a str> {
    let in_section = text.lines().skip_while(|line| *line != section).skip(1);
    let rows = in_section.take_while(|line| !line.starts_with("## "));
    rows.filter_map(|row| row.strip_prefix("| `")?.split('`').next()).collect()
}

/// The files of this extension that a document names.
#[must_use]
pub fn files<'a>(text: &'a str, extension: &str) -> Vec<&'a str> {
    code_spans(text).into_iter().filter(|it| is_path(it) && it.ends_with(extension)).collect()
}

/// A section, from its heading to the next one.
#[must_use]
pub fn section<'a>(text: &'a str, heading: &str) -> &'a str {
    let rest = text.split_once(&format!("\n{heading}\n")).map_or("", |(_, rest)| rest);
    rest.split("\n## ").next().unwrap_or_default()
}

/// The code in backticks, but for fenced blocks.
fn code_spans(text: &str) -> Vec<&str> {
    let outside = text.split("```").step_by(2);
    outside.flat_map(|part| part.split('`').skip(1).step_by(2)).collect()
}

fn is_path(code: &str) -> bool {
    let path = code.split("::").next().unwrap_or_default();
    let has_path_characters =
        path.chars().all(|it| it.is_ascii_alphanumeric() || "/._-".contains(it));
    let has_extension =
        [".rs", ".md", ".toml", ".sh", ".txt", ".diff"].iter().any(|it| path.ends_with(it));
    let is_whole = path.contains('/') && (has_extension || path.ends_with('/'));
    has_path_characters && is_whole && !path.starts_with('/')
}

fn exists(code: &str) -> bool {
    let (path, function) = match code.split_once("::") {
        Some((path, function)) => (path, Some(function)),
        None => (code, None),
    };
    if !sources::root().join(path).exists() {
        return false;
    }
    function.is_none_or(|name| {
        let text = sources::read(path).text;
        text.contains(&format!("fn {name}(")) || text.contains(&format!("mod {name} {{"))
    })
}

/// The targets of the links, but for those to other sites.
fn links(text: &str) -> Vec<&str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.filter(|it| !it.contains("://")).collect()
}

fn leads_somewhere(text: &str, link: &str) -> bool {
    match link.strip_prefix('#') {
        Some(section) => text.lines().any(|line| anchor(line).as_deref() == Some(section)),
        None => {
            let path = link.split('#').next().unwrap_or_default();
            sources::root().join(Path::new(path)).exists()
        }
    }
}

/// The anchor that GitHub gives a heading.
fn anchor(line: &str) -> Option<String> {
    let heading = line.strip_prefix('#')?.trim_start_matches('#').trim();
    let kept = heading.chars().filter(|it| it.is_alphanumeric() || " -_".contains(*it));
    Some(kept.collect::<String>().to_lowercase().replace(' ', "-"))
}
