//! The sentences with figures in the README. They are made from the file, so that they cannot say
//! anything else.
//!
//! In the README a passage stands between `<!-- figures: NAME -->` and `<!-- end of figures -->`.
//! To word it differently, change it here and run `cargo run -p asyncgen-benches -- --page`.

use std::fs;

use crate::figures::{self, Figures, root, written};
use crate::peers::Peer;

/// The passages: name, text. In braces: table, row and peer of a figure; with `bar` before them, a
/// bar of that length, which is cut off where it is too long. A text that begins with a `|` keeps
/// its lines.
const PASSAGES: [(&str, &str); 2] = [
    (
        "comparison",
        "\
| | async-stream | a channel and a task | hand-written | nightly `async gen` | asyncgen |
|---|---|---|---|---|---|
| stable Rust | yes | yes | yes | no | yes |
| the body is like | an `async fn` | an `async fn` | a `match` | an `async fn` | an `async fn` |
| rustfmt, editors | blind in the macro | yes | yes | yes | yes, under the attribute |
| `?` | rewritten | in the task | by hand | no | Rust's own |
| allocates | no | yes | no | no | no |
| may borrow its arguments | yes | no | yes | yes | yes |
| runs ahead of its consumer | no | yes | no | no | no |
| `send`, `throw` | no | a second channel | by hand | no | yes |
| cleanup that awaits | no | in the task | no | no | `finally!`, `close`, `close_on_drop` |
| `no_std` | no | no | yes | yes | yes |
| bytes of heap for a boxed generator of 1 KiB items | {live live-page async-stream} \
    | {live live-page channel} | {live live-page hand-written} | {live live-page native} \
    | {live live-page asyncgen} |

Instructions an item, behind a `Pin<&mut S>`, as under an executor. (The channel is tokio's, of 16 \
items; the task is
on tokio's executor of one thread.)

```text
hand-written       {bar instructions drain-pinned hand-written}
asyncgen           {bar instructions drain-pinned asyncgen}
nightly async gen  {bar instructions drain-pinned native}
async-stream       {bar instructions drain-pinned async-stream}
channel and task   {bar instructions drain-pinned channel}
```
",
    ),
    (
        "costs",
        "\
        Where the consumer owns the generator, an item takes \
        {instructions drain-owned asyncgen} instructions (hand-written: \
        {instructions drain-owned hand-written}, async-stream: \
        {instructions drain-owned async-stream}). `benches/RESULTS.md` has all figures, also those \
        that others have better.",
    ),
];

/// Columns.
const LONGEST_BAR: usize = 60;

const END: &str = "<!-- end of figures -->";

/// Writes the passages into the README.
pub(crate) fn write(figures: &Figures) {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).expect("there is a README");
    figures::write(&path, &updated(&readme, figures));
}

/// The README with its passages made anew.
pub(crate) fn updated(readme: &str, figures: &Figures) -> String {
    let mut readme = readme.to_owned();
    for (name, text) in PASSAGES {
        let begin = format!("<!-- figures: {name} -->");
        let (before, rest) =
            readme.split_once(&begin).unwrap_or_else(|| panic!("the README has no {begin}"));
        let (_, after) = rest.split_once(END).unwrap_or_else(|| panic!("the README has no {END}"));
        let indent = before.rsplit('\n').next().unwrap_or("");
        let indent = " ".repeat(indent.len() - indent.trim_start().len());
        readme = format!(
            "{before}{begin}\n{}{indent}{END}{after}",
            wrapped(&filled(text, figures), &indent)
        );
    }
    readme
}

/// A passage with its figures.
pub(crate) fn filled(text: &str, figures: &Figures) -> String {
    let mut parts = text.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').expect("a closing brace");
        filled += &figure(name, figures);
        filled += rest;
    }
    filled
}

fn figure(name: &str, figures: &Figures) -> String {
    if let Some(name) = name.strip_prefix("bar ") {
        let number = figure(name, figures);
        let length = number.replace(',', "").parse::<f64>().map_or(0, |it| it.round() as usize);
        let end = if length > LONGEST_BAR { "…" } else { "" };
        return format!("{}{end} {number}", "█".repeat(length.min(LONGEST_BAR)));
    }
    let [table, row, peer] = name.split(' ').collect::<Vec<_>>()[..] else {
        panic!("{name}: a figure has three names")
    };
    let peer = Peer::ALL
        .into_iter()
        .find(|it| it.name() == peer)
        .unwrap_or_else(|| panic!("no peer {peer}"));
    let figure = figures
        .get(table, row, peer)
        .unwrap_or_else(|| panic!("the README quotes {name}, which is not there"));
    written(figure)
}

/// Lines of at most 118 columns. A text that begins with a table has lines of its own.
fn wrapped(text: &str, indent: &str) -> String {
    match text.starts_with('|') {
        true => text.to_owned(),
        false => filled_lines(text, indent),
    }
}

fn filled_lines(text: &str, indent: &str) -> String {
    let mut lines = vec![indent.to_owned()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is one");
        let is_first = line.len() == indent.len();
        if !is_first && line.chars().count() + 1 + word.chars().count() > 118 {
            lines.push(format!("{indent}{word}"));
        } else {
            line.push_str(if is_first { "" } else { " " });
            line.push_str(word);
        }
    }
    lines.join("\n") + "\n"
}

/// The README without its passages.
#[cfg(test)]
pub(crate) fn without_passages(readme: &str) -> String {
    let mut parts = readme.split("<!-- figures: ");
    let mut rest = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        rest += part.split_once(END).map_or("", |(_, after)| after);
    }
    rest
}
