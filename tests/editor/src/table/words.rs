//! Questions about our own words: they are the exported items.

use crate::ask::Ask::{Definition, Hover};
use crate::row::{Like, Row};
use crate::source::Spelling::{Block, Keyword};
use crate::table::differences::{IN_A_MACRO, more};

const AT_THE_KEYWORD: &str = "\
    rustc reports at the keyword what is wrong with a yield, and nothing else is there: \
    behind `yield_` there is a `!`";

const AT_THE_FIRST_WORD: &str =
    "rustc reports at the first word what is wrong with the whole block";

pub(crate) const ROWS: &[Row] = &[
    Row::new("hover: yield", Hover, "drop(from); yi¦eld_!(from); yield_!(from);")
        .like(Like::Item("yield_"))
        .but(&[more(IN_A_MACRO, AT_THE_KEYWORD)]),
    Row::new("hover: catch!", Hover, "let _ = ca¦tch! { yield_!(1); };").like(Like::Item("catch")),
    Row::new("hover: finally!", Hover, "drop(1); fina¦lly! { drop(from); } yield_!(1);")
        .like(Like::Item("finally")),
    Row::new(
        "hover: for_await",
        Hover,
        "#[for_aw¦ait] for page in pages() { yield_!(page.count()); }",
    )
    .like(Like::Item("ForAwait")),
    Row::new("hover: the first word", Hover, "yi¦eld_!(from);")
        .like(Like::Item("yield_"))
        .but(&[more(&[Keyword], AT_THE_KEYWORD), more(&[Block], AT_THE_FIRST_WORD)]),
    Row::new("definition: yield", Definition, "drop(from); yi¦eld_!(from);")
        .like(Like::Item("yield_"))
        .but(&[more(IN_A_MACRO, AT_THE_KEYWORD)]),
    Row::new("hover: yield_!", Hover, "drop(from); yi¦eld_! { from } yield_!(from);")
        .like(Like::Item("yield_")),
    Row::new("definition: yield_!", Definition, "drop(from); yi¦eld_! { from } yield_!(from);")
        .like(Like::Item("yield_")),
    Row::new("definition: catch!", Definition, "let _ = ca¦tch! { yield_!(1); };")
        .like(Like::Item("catch")),
    Row::new("definition: finally!", Definition, "fina¦lly! { drop(from); } yield_!(1);")
        .like(Like::Item("finally"))
        .but(&[more(&[Block], AT_THE_FIRST_WORD)]),
    Row::new(
        "definition: for_await",
        Definition,
        "#[for_aw¦ait] for page in pages() { yield_!(page.count()); }",
    )
    .like(Like::Item("ForAwait")),
];
