//! The results page, `benches/RESULTS.md`: all figures as tables.

use std::fmt::Write;

use crate::figures::{self, Figures, root, written};
use crate::peers::Peer;
use crate::rows::{Row, TABLES, Table};

const HEAD: &str = "\
<!-- Made from results/figures.json: see src/main.rs. -->

# What a generator costs

The same generators in seven spellings: as hand-written state machines, with
`futures::stream::unfold`, in async-stream's and async-gen's macros, as tasks that send into a
bounded channel, as rustc's own `async gen` (which only a nightly compiles), and with asyncgen. The
bodies are in `programs/src/peers`.

![Instructions an item](results/chart.svg)

Less is better everywhere. Instructions are counted by callgrind: a work is done with two numbers of
items, and the difference is divided by the items, so that starting and ending cost nothing. There
is one consumer loop with `Waker::noop()`, and three places where the generator can be:

- *owned*: it is a local variable of the loop, so that the optimizer may take it apart;
- *behind a pin*: the loop has a `Pin<&mut S>`. Its state is in memory, as it is under an executor;
- *behind `dyn`*: the loop has a `Pin<Box<dyn Stream>>`.

Where a peer cannot do something, there is a dash. Nothing can be sent to the peers: what stands
there goes through a `Cell`; and what stands for *closed* is that they are dropped.

The channel is tokio's, of 16 items. Its task runs on tokio's executor of one thread, and so does
its consumer; a pending await wakes its task.
";

const TAIL: &str = "
## Again

`cargo run -p asyncgen-benches` measures everything and writes this page, the chart, and the
sentences with figures in the README. It needs valgrind, and a nightly rustc for its column. The
other commands are in `src/main.rs`.
";

/// Writes the page.
pub(crate) fn write(figures: &Figures) {
    figures::write(&root().join("benches/RESULTS.md"), &text(figures));
}

/// The whole page.
pub(crate) fn text(figures: &Figures) -> String {
    let mut page = HEAD.to_owned();
    for table in TABLES.iter().filter(|table| !peers(table, figures).is_empty()) {
        let _ = write!(page, "\n## {}\n\n{}\n\n", table.title, table.text);
        page += &table_of(table, figures);
    }
    page += "\n## Measured with\n\n| | |\n|---|---|\n";
    for (name, value) in &figures.machine {
        let _ = writeln!(page, "| {name} | {value} |");
    }
    page + TAIL
}

/// Who has figures in a table.
fn peers(table: &Table, figures: &Figures) -> Vec<Peer> {
    let has_figures =
        |peer: &Peer| table.rows.iter().any(|row| figures.get(table.key, row.key, *peer).is_some());
    Peer::ALL.into_iter().filter(has_figures).collect()
}

fn table_of(table: &Table, figures: &Figures) -> String {
    let peers = peers(table, figures);
    let titles: String = peers.iter().map(|peer| format!(" {} |", peer.title())).collect();
    let mut text = format!("| |{titles}\n|---|{}\n", "--:|".repeat(peers.len()));
    for row in table.rows {
        let _ = writeln!(text, "| {} |{}", row.title, line(table, row, &peers, figures));
    }
    text
}

fn line(table: &Table, row: &Row, peers: &[Peer], figures: &Figures) -> String {
    let cell = |&peer: &Peer| {
        let figure = figures.get(table.key, row.key, peer);
        let text = figure.map_or_else(|| "–".to_owned(), written);
        if peer == Peer::Asyncgen { format!(" **{text}** |") } else { format!(" {text} |") }
    };
    peers.iter().map(cell).collect()
}
