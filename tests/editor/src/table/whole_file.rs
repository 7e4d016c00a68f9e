//! Questions about a whole body or file.

use crate::ask::Ask::{CodeActions, Diagnostics, InlayHints, Outline, Symbols};
use crate::row::Lines::These;
use crate::row::{Difference, Row};
use crate::source::Spelling::{Attribute, Keyword};
use crate::table::differences::{IN_A_MACRO, NO_SYNTAX, lacks};

const BODY: &str = "\
let page = fetch(from).await;
finally! { let left = page.count(); drop(left); }
for number in 0..3 {
    yield_!(u32::max(number, 1));
}
if let Some(first) = page.first() {
    let _ = catch! { let half = first / 2; yield_!(half); };
}
#[for_await] for page in pages() {
    println!(\"{}\", page.count());
    yield_!(page.count());
}
";

/// What can be done with a part of an expression.
const EXTRACT: &[&str] = &[
    "Extract into constant",
    "Extract into function",
    "Extract into static",
    "Extract into variable",
];

const OF_THE_EXPANSION: &str = "rust-analyzer asks what surrounds the place in the expansion";

pub(crate) const ROWS: &[Row] = &[
    Row::new("diagnostics: a valid body", Diagnostics, BODY),
    Row::new("inlay hints", InlayHints, BODY)
        .has(&["body 1: : Page", "body 2: : u32", "body 3: : u32", "body 6: : u32"])
        .but(&[
            lacks(
                &[Attribute],
                &["body 2: : u32", "body 4: self:", "body 4: other:", "body 7: : u32"],
                NO_SYNTAX,
            ),
            lacks(
                IN_A_MACRO,
                &[
                    "body 1: : Page",
                    "body 1: number:",
                    "body 2: : u32",
                    "body 3: : u32",
                    "body 4: self:",
                    "body 4: other:",
                    "body 6: : u32",
                    "body 7: : u32",
                    "body 9: : Page",
                ],
                NO_SYNTAX,
            ),
        ]),
    Row::new("outline", Outline, BODY)
        .before("pub fn caller() {}\n")
        .has(&["users", "caller"])
        .but(&[lacks(&[Keyword], &["users"], NO_SYNTAX)]),
    Row::new("symbols", Symbols("users"), BODY).has(&["users"]),
    Row::new(
        "code actions: an expression",
        CodeActions,
        "let page = ¦fetch(from)¦.await; yield_!(page.count());",
    )
    .has(&["Extract into variable"])
    .but(&[
        lacks(&[Attribute], &["Extract into function"], OF_THE_EXPANSION),
        Difference {
            of: IN_A_MACRO,
            lacks: These(&["Extract into function", "Extract into variable", "Inline `fetch`"]),
            adds: These(&["Inline macro"]),
            because: NO_SYNTAX,
        },
    ]),
    Row::new(
        "code actions: a condition",
        CodeActions,
        "i¦f let Some(first) = fetch(1).await.first() { yield_!(first); }",
    )
    .has(&["Replace if let with match"])
    .but(&[
        Difference {
            of: &[Attribute],
            lacks: These(&["Convert to guarded return"]),
            adds: These(&["Extract into variable"]),
            because: OF_THE_EXPANSION,
        },
        Difference {
            of: IN_A_MACRO,
            lacks: These(&["Convert to guarded return", "Replace if let with match"]),
            adds: These(&["Inline macro"]),
            because: NO_SYNTAX,
        },
    ]),
    Row::new("code actions: a yielded expression", CodeActions, "yield_!(¦from + 1¦);")
        .has(&["Extract into variable"])
        .but(&[
            lacks(&[Attribute], EXTRACT, NO_SYNTAX),
            Difference {
                of: IN_A_MACRO,
                lacks: These(EXTRACT),
                adds: These(&["Inline macro"]),
                because: NO_SYNTAX,
            },
        ]),
];
