//! The rest of a body, and of a file, while another part is broken.

use crate::ask::Ask::{Completion, Definition, Hover, InlayHints, References, WrongLines};
use crate::row::Lines::These;
use crate::row::{Difference, Row};
use crate::source::Spelling::{Attribute, Block, Keyword};
use crate::table::differences::{HIDDEN, IN_A_MACRO, NO_SYNTAX, adds, lacks};

const CALLER: &str =
    "pub fn caller() {\n    let number = 1;\n    drop(nu¦mber);\n    drop(users(1));\n}\n";

pub(crate) const ROWS: &[Row] = &[
    Row::new(
        "broken: hover before `let y = `",
        Hover,
        "let pa¦ge = fetch(from).await;\nlet y = ;\nyield_!(1);",
    )
    .has(&["let page: Page"]),
    Row::new(
        "broken: hover behind `let y = `",
        Hover,
        "let y = ;\nlet pa¦ge = fetch(from).await;\nyield_!(1);",
    )
    .has(&["let page: Page"]),
    Row::new(
        "broken: hover behind `page.`",
        Hover,
        "let page = fetch(from).await;\npage.\nyield_!(1);\nlet oth¦er = page.count();",
    )
    .has(&["let other: u32"]),
    Row::new(
        "broken: hover behind `let y = page.`",
        Hover,
        "let page = fetch(from).await;\nlet y = page.\nyield_!(1);\nlet oth¦er = page.count();",
    )
    .has(&["let other: u32"]),
    Row::new(
        "broken: hover behind `yield_!(page.)`",
        Hover,
        "let page = fetch(from).await;\nyield_!(page.);\nlet oth¦er = page.count();",
    )
    .has(&["let other: u32"]),
    Row::new(
        "broken: hover behind `catch! { page. }`",
        Hover,
        "let page = fetch(from).await;\nlet _ = catch! { page. };\nlet oth¦er = page.count();",
    )
    .has(&["let other: u32"]),
    Row::new(
        "broken: hover in `catch!`",
        Hover,
        "let page = fetch(from).await;\nlet _ = catch! { let oth¦er = page.count(); page. };",
    )
    .has(&["let other: u32"]),
    Row::new(
        "broken: hover behind `finally! { page. }`",
        Hover,
        "let page = fetch(from).await;\nfinally! { page. }\nlet oth¦er = page.count();",
    )
    .has(&["let other: u32"]),
    Row::new(
        "broken: hover behind `if from > `",
        Hover,
        "let page = fetch(from).await;\nif from > { yield_!(1); }\nlet oth¦er = page.count();",
    )
    .has(&["let other: u32"])
    .but(&[lacks(
        &[Block],
        &["let other: u32", "size = 4, align = 0x4, no Drop"],
        "the macro does not guess the operand of an operator: rustc would complain of its type",
    )]),
    Row::new(
        "broken: hover behind `fetch(`",
        Hover,
        "let page = fetch(from).await;\nfetch(,);\nlet oth¦er = page.count();",
    )
    .has(&["let other: u32"]),
    Row::new(
        "broken: definition",
        Definition,
        "let page = fetch(from).await;\nlet y = page.\nyield_!(1);\ndrop(pa¦ge);",
    )
    .has(&["body 1: page"]),
    Row::new(
        "broken: references",
        References,
        "let pa¦ge = fetch(from).await;\nlet y = page.\nlet z = 1;\nyield_!(page.count());",
    )
    .has(&["body 1: page", "body 2: page", "body 4: page"]),
    Row::new(
        "broken: inlay hints",
        InlayHints,
        "let page = fetch(from).await;\nlet y = ;\nlet z = page.count();\nyield_!(z);",
    )
    .has(&["body 1: : Page", "body 3: : u32"])
    .but(&[lacks(
        IN_A_MACRO,
        &["body 1: : Page", "body 1: number:", "body 3: : u32"],
        NO_SYNTAX,
    )]),
    Row::new(
        "broken: another completion",
        Completion,
        "let page = fetch(from).await;\nlet y = ;\npage.¦\nyield_!(1);",
    )
    .has(&["count()", "first()", "next", "users"]),
    Row::new("broken: hover in the next function", Hover, "let y = page.\nyield_!(page.);")
        .before(CALLER)
        .has(&["let number: i32"]),
    Row::new(
        "broken: completion in the next function",
        Completion,
        "let y = page.\nyield_!(page.);",
    )
    .before("pub async fn caller() {\n    let page = fetch(1).await;\n    page.¦\n}\n")
    .has(&["count()", "first()", "next", "users"]),
    Row::new(
        "broken: lines of `let y = page.`",
        WrongLines,
        "let page = fetch(from).await;\nlet y = page.\nyield_!(1);",
    )
    .but(&[adds(&[Attribute, Keyword], &["signature"], HIDDEN)]),
    Row::new(
        "broken: lines of `yield_!(page.)`",
        WrongLines,
        "let page = fetch(from).await;\nyield_!(page.);",
    ),
    Row::new(
        "broken: lines of `let y = ;`",
        WrongLines,
        "let page = fetch(from).await;\nlet y = ;\nyield_!(page.count());",
    )
    .but(&[
        adds(&[Attribute], &["body 3", "signature"], HIDDEN),
        Difference {
            of: &[Keyword],
            lacks: These(&["body 2"]),
            adds: These(&["body 3", "signature"]),
            because: HIDDEN,
        },
    ]),
];
