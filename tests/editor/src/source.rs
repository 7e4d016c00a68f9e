//! A piece of code with markers, in each spelling.

use lsp_types::Position;

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Spelling {
    /// A plain `async fn`, with which the others are compared.
    Plain,
    /// `#[async_generator] async fn`
    Attribute,
    /// `async_gen! { async gen fn }`
    Keyword,
    /// `stream! { … }`
    Block,
}

/// What the spellings need, for all of them, so that they offer the same names.
const IMPORTS: &str = "use asyncgen::{async_gen, async_generator, stream};\n\
                       use futures_core::Stream;\n\
                       use crate::support::*;\n";

use Spelling::{Attribute, Block, Keyword, Plain};

impl Spelling {
    /// All of them, the plain one first.
    pub(crate) const ALL: [Spelling; 4] = [Plain, Attribute, Keyword, Block];

    /// As a reader knows it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Plain => "plain",
            Attribute => "attribute",
            Keyword => "async_gen!",
            Block => "stream!",
        }
    }

    /// The file that holds it.
    pub(crate) fn file(self) -> &'static str {
        match self {
            Plain => "plain.rs",
            Attribute => "attribute.rs",
            Keyword => "async_gen.rs",
            Block => "stream.rs",
        }
    }

    /// What stands before and after a body.
    fn around(self) -> (&'static str, &'static str) {
        match self {
            Plain => ("pub async fn users(from: u32) {\n", "}\n"),
            Attribute => ("#[async_generator]\npub async fn users(from: u32) -> u32 {\n", "}\n"),
            Keyword => ("async_gen! {\npub async gen fn users(from: u32) -> u32 {\n", "}\n}\n"),
            Block => {
                ("pub fn users(from: u32) -> impl Stream<Item = u32> {\nstream! {\n", "}\n}\n")
            }
        }
    }

    /// The spelling of code that is written as for the attribute.
    fn of(self, code: &str) -> String {
        match self {
            Attribute => code.to_owned(),
            Plain => plain(code),
            Keyword | Block => keywords(code),
        }
    }
}

/// Code as under the attribute. A `¦` marks the place in question.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source {
    /// The body of the function `users(from: u32)`, which yields `u32`.
    pub(crate) body: &'static str,
    /// Items after the function.
    pub(crate) rest: &'static str,
}

/// A file.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) text: String,
    /// The places that are marked.
    pub(crate) marks: Vec<Position>,
    /// The first line of the body, and the first after the function.
    lines: (u32, u32),
}

impl Source {
    /// The file that holds it in a spelling.
    pub(crate) fn file(self, spelling: Spelling) -> File {
        let (before, after) = spelling.around();
        let before = format!("{IMPORTS}{before}");
        let body = spelling.of(self.body.trim_matches('\n'));
        let function = format!("{before}{body}\n{after}");
        let (text, marks) = unmarked(&format!("{function}{}", self.rest));
        File { text, marks, lines: (lines(&before), lines(&function)) }
    }
}

impl File {
    /// A file that has no body.
    pub(crate) fn without_body(text: &str) -> Self {
        let (text, marks) = unmarked(text);
        File { text, marks, lines: (0, 0) }
    }

    /// A line, told independently of the spelling.
    pub(crate) fn place(&self, line: u32) -> String {
        let (body, rest) = self.lines;
        match line {
            line if line >= rest => format!("rest {}", line - rest + 1),
            line if line >= body => format!("body {}", line - body + 1),
            _ => "signature".to_owned(),
        }
    }

    /// The text of a range in a line.
    pub(crate) fn at(&self, range: lsp_types::Range) -> &str {
        let line = self.text.lines().nth(range.start.line as usize).unwrap_or_default();
        line.get(range.start.character as usize..range.end.character as usize).unwrap_or_default()
    }
}

fn lines(text: &str) -> u32 {
    u32::try_from(text.matches('\n').count()).unwrap_or(u32::MAX)
}

/// The text without its markers, and where they were.
fn unmarked(text: &str) -> (String, Vec<Position>) {
    let mut marks = Vec::new();
    let mut unmarked = String::new();
    for (at, part) in text.split('¦').enumerate() {
        if at > 0 {
            let column = unmarked.rsplit('\n').next().map_or(0, str::len);
            let column = u32::try_from(column).unwrap_or(u32::MAX);
            marks.push(Position::new(lines(&unmarked), column));
        }
        unmarked.push_str(part);
    }
    (unmarked, marks)
}

/// A body that yields nothing, with the same locals.
fn plain(code: &str) -> String {
    code.replace("yield_!(", "give(")
        .replace("#[for_await] ", "")
        .replace("catch! {", "{")
        .replace("finally! {", "{")
}

/// `yield x` for `yield_!(x)`, and `for await` for `#[for_await] for`.
fn keywords(code: &str) -> String {
    let mut code = code
        .replace("#[for_await] for", "for await")
        .replace("#[for_aw¦ait] for", "for aw¦ait")
        .replace("yi¦eld_!(", "yield_!(¤");
    while let Some(at) = code.find("yield_!(") {
        let (before, after) = code.split_at(at);
        let after = &after["yield_!(".len()..];
        let mut depth = 1;
        let end = after.find(|character| {
            depth += match character {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            depth == 0
        });
        let end = end.expect("the parentheses of a `yield_!` are closed");
        let item = &after[..end];
        let call = match item.strip_prefix("¤") {
            Some(item) => format!("yi¦eld {item}"),
            None => format!("yield {item}"),
        };
        code = format!("{before}{call}{}", &after[end + 1..]);
    }
    code
}
