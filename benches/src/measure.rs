//! Measures the rows of the tables.

use std::collections::HashMap;
use std::io::Write;

use crate::figures::Figures;
use crate::machine;
use crate::peers::Peer;
use crate::programs::Programs;
use crate::rows::{Figure, Program, Row, TABLES, Table};
use crate::valgrind::{self, Cost};

/// Measures, and remembers what was measured.
pub(crate) struct Meter {
    programs: Programs,
    has_valgrind: bool,
    /// Whether calls of `memcpy` are recognized.
    knows_copies: Option<bool>,
    costs: HashMap<(Program, Peer, &'static str), Option<Cost>>,
}

/// Measures the figures that are wanted, of all but the build cost, and notes them.
pub(crate) fn all(figures: &mut Figures, is_wanted: impl Fn(&Row, Peer) -> bool) {
    let mut meter = Meter::new();
    assert!(meter.has_valgrind, "there is no valgrind: nothing is recorded");
    figures.machine = machine::describe();
    for table in TABLES.iter().filter(|table| table.key != "build-cost") {
        println!("\n{}", table.title);
        for row in table.rows {
            let peers: Vec<_> =
                Peer::ALL.into_iter().filter(|peer| is_wanted(row, *peer)).collect();
            if peers.is_empty() {
                continue;
            }
            print!("{:32}", row.key);
            for peer in peers {
                let figure = meter.figure(figures, table, row, peer);
                figures.set(table.key, row.key, peer, figure);
                print!("{:>14}", figure.map_or("–".to_owned(), |figure| format!("{figure:.2}")));
                let _ = std::io::stdout().flush();
            }
            println!();
        }
        // So that what was measured is not lost if the next table cannot be.
        figures.save();
    }
    figures.retain(|table, row| {
        TABLES.iter().any(|it| it.key == table && it.rows.iter().any(|it| it.key == row))
    });
}

impl Meter {
    pub(crate) fn new() -> Self {
        let has_valgrind = valgrind::find().is_some();
        Meter {
            programs: Programs::default(),
            has_valgrind,
            knows_copies: None,
            costs: HashMap::new(),
        }
    }

    /// Whether the figures of a row can be measured here; says why not.
    pub(crate) fn can(&mut self, row: &Row) -> Result<(), &'static str> {
        match row.figure {
            Figure::Copies if self.has_valgrind && !self.knows_copies() => {
                Err("callgrind does not know the names of libc's functions: install libc6-dbg")
            }
            Figure::Instructions(_) | Figure::Copies | Figure::Live(_) if !self.has_valgrind => {
                Err("no valgrind")
            }
            _ => Ok(()),
        }
    }

    /// The figure of a peer, if it has any. `figures` has those of the rows above.
    pub(crate) fn figure(
        &mut self,
        figures: &Figures,
        table: &Table,
        row: &Row,
        peer: Peer,
    ) -> Option<f64> {
        match row.figure {
            Figure::Instructions(program) => Some(self.cost(program, peer, row.key)?.instructions),
            Figure::Copies => Some(self.cost(Program::OneUnit, peer, row.key)?.copies),
            Figure::PerLayer { deep, shallow, layers } => {
                let [deep, shallow] = [deep, shallow].map(|row| figures.get(table.key, row, peer));
                Some((deep? - shallow?) / f64::from(layers))
            }
            Figure::Printed(program, work) => {
                valgrind::printed(self.programs.get(program, peer)?, peer.name(), work)
            }
            Figure::Live(crowd) => {
                let program = self.programs.get(Program::OneUnit, peer)?;
                let [none, all] = [0, crowd].map(|n| {
                    valgrind::live_bytes(program, &[peer.name(), row.key, &n.to_string()])
                });
                Some((all? - none?) / f64::from(crowd))
            }
            Figure::BuildCost => None,
        }
    }

    fn cost(&mut self, program: Program, peer: Peer, work: &'static str) -> Option<Cost> {
        let path = self.programs.get(program, peer)?;
        let measure = || valgrind::per_item(path, peer.name(), work);
        *self.costs.entry((program, peer, work)).or_insert_with(measure)
    }

    /// The hand-written stream of large items makes a copy when it is moved out of `dyn`.
    fn knows_copies(&mut self) -> bool {
        if self.knows_copies.is_none() {
            let cost = self.cost(Program::OneUnit, Peer::HandWritten, "page-dyn");
            self.knows_copies = Some(cost.is_some_and(|cost| cost.copies > 0.5));
        }
        self.knows_copies == Some(true)
    }
}
