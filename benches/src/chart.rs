//! The chart, `benches/results/chart.svg`: a panel a row, a bar a peer. A channel's bar
//! is cut off where it is longer than all others.

use std::fmt::Write;

use crate::figures::{self, Figures, results, written};
use crate::peers::Peer;
use crate::rows::Table;

/// The rows of the chart, of the table of instructions.
const ROWS: [(&str, &str); 9] = [
    ("drain-owned", "drain, owned"),
    ("drain-pinned", "drain, behind a pin"),
    ("drain-dyn", "drain, behind dyn"),
    ("ready-pinned", "a ready await for each item, behind a pin"),
    ("pending-pinned", "a pending await for each item, behind a pin"),
    ("three-pinned", "create and drain 3 items, behind a pin"),
    ("nested-8", "8 layers around a generator, behind a pin"),
    ("send-pinned", "a send for each item, behind a pin"),
    ("try-pinned", "a ? for each item, behind a pin"),
];

const COLUMNS: usize = 3;
/// Pixels.
const PANEL: (usize, usize) = (320, 168);
const BAR: usize = 18;
/// Where the bars begin, and how long the longest is.
const BARS: (usize, f64) = (92, 170.0);

/// Writes the chart.
pub(crate) fn write(figures: &Figures) {
    figures::write(&results().join("chart.svg"), &text(figures));
}

/// The whole chart.
pub(crate) fn text(figures: &Figures) -> String {
    let (width, height) = (PANEL.0 * COLUMNS, PANEL.1 * ROWS.len().div_ceil(COLUMNS) + 24);
    // The grey can be read on white and on black.
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"sans-serif\" font-size=\"12\" fill=\"#808890\">\n\
         <text x=\"8\" y=\"16\">{} (opt-level 3, one codegen unit); less is better</text>\n",
        Table::named("instructions").title
    );
    for (at, (row, title)) in ROWS.into_iter().enumerate() {
        let corner = (PANEL.0 * (at % COLUMNS) + 8, PANEL.1 * (at / COLUMNS) + 44);
        svg += &panel(figures, row, title, corner);
    }
    svg + "</svg>\n"
}

fn panel(figures: &Figures, row: &str, title: &str, (left, top): (usize, usize)) -> String {
    let figure = |peer| figures.get("instructions", row, peer);
    let generators = Peer::ALL.into_iter().filter(|peer| *peer != Peer::Channel);
    let longest = generators.filter_map(figure).fold(1.0, f64::max);
    let mut svg = format!("<text x=\"{left}\" y=\"{top}\" font-weight=\"bold\">{title}</text>\n");
    for (at, peer) in Peer::ALL.into_iter().enumerate() {
        let color = if peer == Peer::Asyncgen { "#e8590c" } else { "#74a0cc" };
        let (y, text_y) = (top + 8 + at * BAR, top + 20 + at * BAR);
        let part = figure(peer).unwrap_or(0.0) / longest;
        let length = part.min(1.0) * BARS.1;
        let end = (left + BARS.0) as f64 + length + 5.0;
        let cut_off = if part > 1.0 { "… " } else { "" };
        let label = cut_off.to_owned() + &figure(peer).map_or_else(|| "–".to_owned(), written);
        let _ = writeln!(
            svg,
            "<text x=\"{left}\" y=\"{text_y}\">{}</text>\
             <rect x=\"{}\" y=\"{y}\" width=\"{length:.1}\" height=\"{}\" fill=\"{color}\"/>\
             <text x=\"{end:.1}\" y=\"{text_y}\">{label}</text>",
            peer.name(),
            left + BARS.0,
            BAR - 3,
        );
    }
    svg
}
