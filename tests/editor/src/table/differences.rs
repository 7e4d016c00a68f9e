//! The differences that several rows have, and why each has to be.

use crate::row::{Difference, Lines};
use crate::source::Spelling::{self, Attribute, Block, Keyword};

/// The generators.
pub(crate) const GENERATORS: &[Spelling] = &[Attribute, Keyword, Block];

/// The spellings that are arguments of a macro.
pub(crate) const IN_A_MACRO: &[Spelling] = &[Keyword, Block];

const NONE: Lines = Lines::These(&[]);

pub(crate) const fn lacks(
    of: &'static [Spelling],
    lines: &'static [&'static str],
    because: &'static str,
) -> Difference {
    Difference { of, lacks: Lines::These(lines), adds: NONE, because }
}

pub(crate) const fn adds(
    of: &'static [Spelling],
    lines: &'static [&'static str],
    because: &'static str,
) -> Difference {
    Difference { of, lacks: NONE, adds: Lines::These(lines), because }
}

pub(crate) const fn another_answer(of: &'static [Spelling], because: &'static str) -> Difference {
    Difference { of, lacks: Lines::Some, adds: Lines::Some, because }
}

pub(crate) const fn more(of: &'static [Spelling], because: &'static str) -> Difference {
    Difference { of, lacks: NONE, adds: Lines::Some, because }
}

pub(crate) const fn fewer(of: &'static [Spelling], because: &'static str) -> Difference {
    Difference { of, lacks: Lines::Some, adds: NONE, because }
}

/// Names that are offered in a body.
pub(crate) const OFFERED: &[Difference] = &[adds(
    GENERATORS,
    &["_what_it_gives", "break", "catch! {…}", "continue", "finally! {…}", "yield_!(…)"],
    OFFERED_BECAUSE,
)];

/// The same in the operand of a yield. Where the type of an item is declared, no variable
/// for it is in scope yet.
pub(crate) const OFFERED_IN_A_YIELD: &[Difference] = &[
    adds(
        &[Attribute, Keyword],
        &["_what_it_gives", "break", "catch! {…}", "continue", "finally! {…}", "yield_!(…)"],
        OFFERED_BECAUSE,
    ),
    adds(
        &[Block],
        &[
            "_asyncgen_item",
            "_what_it_gives",
            "break",
            "catch! {…}",
            "continue",
            "finally! {…}",
            "yield_!(…)",
        ],
        OFFERED_BECAUSE,
    ),
];

/// The same on an empty line.
pub(crate) const OFFERED_AT_A_STATEMENT: &[Difference] = &[adds(
    GENERATORS,
    &[
        "Page {…}",
        "_what_it_gives",
        "break",
        "catch! {…}",
        "continue",
        "finally! {…}",
        "yield_!(…)",
    ],
    OFFERED_BECAUSE,
)];

/// The same on an empty line before a call of a macro.
pub(crate) const OFFERED_BEFORE_A_MACRO: &[Difference] = &[adds(
    GENERATORS,
    &[
        "Page {…}",
        "_what_it_gives",
        "break",
        "catch! {…}",
        "continue",
        "finally! {…}",
        "page",
        "yield_!(…)",
    ],
    OFFERED_BECAUSE,
)];

const OFFERED_BECAUSE: &str = "\
    our macros can be used here; a `break` can leave the labelled block around a body; \
    rust-analyzer offers the variables of an expansion, whose names begin with a `_`; and on \
    an empty line of an expansion also what a pattern may begin with";

pub(crate) const A_BREAK: &str = "a `break` can leave the labelled block around a body";

pub(crate) const NO_SYNTAX: &str = "\
    rust-analyzer reads this off the syntax of the file, and what a macro is called with has \
    none";

pub(crate) const HIDDEN: &str = "\
    rust-analyzer marks an error in an expansion at the macro; and it shows the attribute no \
    body in which a statement lacks something";

pub(crate) const AROUND_AN_AWAIT: &str = "\
    the expansion of an `.await` begins before its operand, which here is another one as \
    soon as a name is typed";
