//! Prints the table, row by row as the figures come in.

use std::io::Write;
use std::process::ExitCode;

use crate::callgrind::{self, Measured};
use crate::implementations::Implementation;
use crate::rows::{ROWS, Row};

/// Prints everything that can be measured here; fails if a promise is broken.
pub(crate) fn print(measured: &[(Implementation, Measured)]) -> ExitCode {
    let valgrind = callgrind::is_available();
    if !valgrind {
        println!("skipped: instructions, copies and allocations (no valgrind)");
    }
    heading();
    let broken: Vec<String> = ROWS
        .iter()
        .filter(|row| valgrind || !row.figure.needs_valgrind())
        .filter_map(|row| line(row, measured))
        .collect();
    println!(
        "\nInstructions by callgrind: two sizes, the difference divided by the items. `must` is a promise."
    );
    for promise in &broken {
        println!("BROKEN: {promise}");
    }
    if broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn heading() {
    let names = Implementation::ALL.map(|implementation| format!("{:>13}", implementation.name()));
    println!("{:36}{}{:>12}", "", names.concat(), "goal");
}

/// One row; what it breaks, if it does.
fn line(row: &Row, measured: &[(Implementation, Measured)]) -> Option<String> {
    print!("{:36}", row.name);
    let mut broken = None;
    for implementation in Implementation::ALL {
        let measured = measured.iter().find(|(of, _)| *of == implementation);
        let figure = measured.and_then(|(_, measured)| row.figure.of(implementation, measured));
        print!("{:>13}", figure.map_or_else(|| "–".to_owned(), number));
        let _ = std::io::stdout().flush();
        let is_broken = figure.is_some_and(|figure| row.goal.is_broken_by(figure));
        if implementation == Implementation::Asyncgen && is_broken {
            broken = Some(row.name.to_owned());
        }
    }
    println!("{:>12}", row.goal.text());
    broken
}

/// Whole where it is whole.
fn number(figure: f64) -> String {
    let rounded = format!("{figure:.1}");
    rounded.strip_suffix(".0").unwrap_or(&rounded).trim_start_matches('-').to_owned()
}
