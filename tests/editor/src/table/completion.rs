//! Completion of half-typed code.

use crate::ask::Ask::{Completion, Containing, Import, Templates};
use crate::row::{Like, Row};
use crate::source::Spelling::{Attribute, Block, Keyword};
use crate::table::differences::{
    A_BREAK, AROUND_AN_AWAIT, GENERATORS, NO_SYNTAX, OFFERED, OFFERED_AT_A_STATEMENT,
    OFFERED_BEFORE_A_MACRO, OFFERED_IN_A_YIELD, adds, another_answer, fewer,
};

/// What a `Page` has.
const OF_PAGE: &[&str] = &["count()", "first()", "next", "users"];

const fn page(name: &'static str, body: &'static str) -> Row {
    Row::new(name, Completion, body).has(OF_PAGE)
}

pub(crate) const ROWS: &[Row] = &[
    page(
        "completion: `let y = page.` at the end",
        "let page = fetch(from).await;\nlet y = page.¦\n",
    ),
    page(
        "completion: `let y = page.` before a let",
        "let page = fetch(from).await;\nlet y = page.¦\nlet z = 1;",
    ),
    page(
        "completion: `let y = page.` before a yield",
        "let page = fetch(from).await;\nlet y = page.¦\nyield_!(1);",
    ),
    page(
        "completion: `let y = page.` before a call",
        "let page = fetch(from).await;\nlet y = page.¦\ndrop(1);",
    ),
    page(
        "completion: `let y = page.` before an await",
        "let page = fetch(from).await;\nlet y = page.¦\nfetch(1).await;",
    )
    .but(&[another_answer(GENERATORS, AROUND_AN_AWAIT)]),
    page(
        "completion: `let y = page.` before a macro",
        "let page = fetch(from).await;\nlet y = page.¦\nprintln!();",
    ),
    page(
        "completion: `let y = page.` before a return",
        "let page = fetch(from).await;\nlet y = page.¦\nreturn;",
    ),
    page(
        "completion: `let y = page.` before an if",
        "let page = fetch(from).await;\nlet y = page.¦\nif true { yield_!(1); }",
    ),
    page(
        "completion: `let y = page.` before a match",
        "let page = fetch(from).await;\nlet y = page.¦\nmatch 1 { _ => {} }",
    ),
    page(
        "completion: `let y = page.` before a loop",
        "let page = fetch(from).await;\nlet y = page.¦\nfor _ in 0..3 { yield_!(1); }",
    ),
    page(
        "completion: `let y = page.` before for_await",
        "let page = fetch(from).await;\nlet y = page.¦\n#[for_await] for page in pages() {}",
    ),
    page(
        "completion: `let y = page.` before catch!",
        "let page = fetch(from).await;\nlet y = page.¦\nlet _ = catch! { yield_!(1); };",
    ),
    page(
        "completion: `let y = page.` before finally!",
        "let page = fetch(from).await;\nlet y = page.¦\nfinally! { drop(1); }",
    )
    .but(&[another_answer(
        &[Attribute, Keyword],
        "a generator with a `finally!` is of another type, which its expansion names before the \
         body; it is one as soon as a name is typed",
    )]),
    page(
        "completion: `page.` before a yield",
        "let page = fetch(from).await;\npage.¦\nyield_!(1);",
    ),
    page(
        "completion: `page.` before catch!",
        "let page = fetch(from).await;\npage.¦\ncatch! { yield_!(1); };",
    ),
    page("completion: `page.;`", "let page = fetch(from).await;\npage.¦;\nyield_!(1);"),
    page("completion: `page.co`", "let page = fetch(from).await;\npage.co¦\nyield_!(1);"),
    page("completion: `fetch(1).await.`", "fetch(1).await.¦\nyield_!(1);"),
    page("completion: `let y = fetch(1).await.`", "let y = fetch(1).await.¦\nyield_!(1);"),
    page(
        "completion: `if let Some(x) = page.`",
        "let page = fetch(from).await;\nif let Some(x) = page.¦\nyield_!(1);",
    ),
    page(
        "completion: `if let Some(x) = page. {}`",
        "let page = fetch(from).await;\nif let Some(x) = page.¦ { yield_!(x); }",
    ),
    page(
        "completion: `for x in page. {}`",
        "let page = fetch(from).await;\nfor x in page.¦ { yield_!(x); }",
    ),
    page(
        "completion: `match page. {}`",
        "let page = fetch(from).await;\nmatch page.¦ { _ => yield_!(1) }",
    ),
    page(
        "completion: in the middle of a block",
        "let page = fetch(from).await;\nif from > 1 {\n    page.¦\n    yield_!(1);\n}\nyield_!(2);",
    ),
    page(
        "completion: `yield_!(page.`",
        "let page = fetch(from).await;\nyield_!(page.¦);\nyield_!(1);",
    ),
    page(
        "completion: `yield_!(f(page.`",
        "let page = fetch(from).await;\nyield_!(u32::max(1, page.¦));\nyield_!(1);",
    ),
    page(
        "completion: `let x = yield_!(page.`",
        "let page = fetch(from).await;\nlet x = yield_!(page.¦);\ndrop(x);",
    ),
    page(
        "completion: `page.` in catch!",
        "let page = fetch(from).await;\nlet _ = catch! { page.¦ };\nyield_!(1);",
    ),
    page(
        "completion: `page.` before a yield in catch!",
        "let page = fetch(from).await;\nlet _ = catch! {\n    page.¦\n    yield_!(1);\n};",
    ),
    page(
        "completion: `yield_!(page.` in catch!",
        "let page = fetch(from).await;\nlet _ = catch! { yield_!(page.¦); };",
    ),
    page(
        "completion: `page.` in finally!",
        "let page = fetch(from).await;\nfinally! { page.¦ }\nyield_!(1);",
    ),
    page(
        "completion: `let y = page.` in finally!",
        "let page = fetch(from).await;\nfinally! {\n    let y = page.¦\n    drop(y);\n}",
    ),
    page(
        "completion: `page.` behind finally!",
        "let page = fetch(from).await;\nfinally! { drop(from); }\npage.¦\nyield_!(1);",
    ),
    page(
        "completion: `page.` in for_await",
        "#[for_await] for page in pages() {\n    page.¦\n    yield_!(page.count());\n}",
    ),
    page(
        "completion: `page.` in println!",
        "let page = fetch(from).await;\nprintln!(\"{}\", page.¦);\nyield_!(1);",
    ),
    Row::new("completion: `fet`", Completion, "fet¦\nyield_!(1);")
        .has(&["fetch(…)", "from"])
        .but(OFFERED),
    Row::new("completion: `let x = fet`", Completion, "let x = fet¦\nyield_!(1);")
        .has(&["fetch(…)", "from"])
        .but(OFFERED),
    Row::new(
        "completion: `yield_!(pag`",
        Completion,
        "let page = fetch(from).await;\nyield_!(pag¦);",
    )
    .has(&["page", "pages()"])
    .but(OFFERED_IN_A_YIELD),
    Row::new("completion: `yield_!(`", Completion, "let page = fetch(from).await;\nyield_!(¦);")
        .has(&["page", "pages()"])
        .but(OFFERED_IN_A_YIELD),
    Row::new(
        "completion: `catch! { pag`",
        Completion,
        "let page = fetch(from).await;\nlet _ = catch! { pag¦ };",
    )
    .has(&["page", "pages()"])
    .but(OFFERED),
    Row::new(
        "completion: nothing typed",
        Completion,
        "let page = fetch(from).await;\n¦\nlet z = 1;\nyield_!(z);",
    )
    .has(&["fetch(…)", "pages()"])
    .but(OFFERED_AT_A_STATEMENT),
    Row::new(
        "completion: nothing typed before a macro",
        Completion,
        "let page = fetch(from).await;\n¦\nprintln!();",
    )
    .has(&["fetch(…)", "pages()"])
    .but(OFFERED_BEFORE_A_MACRO),
    Row::new(
        "completion: nothing typed before a yield",
        Completion,
        "let page = fetch(from).await;\n¦\nyield_!(1);",
    )
    .has(&["fetch(…)", "pages()"])
    .but(OFFERED_BEFORE_A_MACRO),
    Row::new("import: `yiel`", Import("yield_!"), "yiel¦\nyield_!(1);")
        .like(Like::Nothing)
        .has(&["yield_!(…): 0 changes elsewhere"]),
    Row::new("import: `catc`", Import("catch!"), "let x = catc¦\nyield_!(1);")
        .like(Like::Nothing)
        .has(&["catch! {…}: 0 changes elsewhere"]),
    Row::new("import: `fina`", Import("finally!"), "fina¦\nyield_!(1);")
        .like(Like::Nothing)
        .has(&["finally! {…}: 0 changes elsewhere"]),
    Row::new("import: `HashM`", Import("HashMap"), "let x = HashM¦;\nyield_!(1);")
        .has(&["HashMap(use std::collections::HashMap): 1 changes elsewhere"]),
    Row::new("words: `yiel`", Containing("yiel"), "yiel¦\nyield_!(1);")
        .like(Like::Nothing)
        .has(&["yield_!(…)"]),
    Row::new("words: `catc`", Containing("catc"), "let x = catc¦\nyield_!(1);")
        .like(Like::Nothing)
        .has(&["catch! {…}"]),
    Row::new("words: `gener`", Containing("gener"), "gener¦\nyield_!(1);").like(Like::Nothing),
    Row::new("words: `pag`", Containing("pag"), "let page = fetch(from).await;\npag¦\nyield_!(1);")
        .has(&["page", "pages()"]),
    Row::new(
        "templates: `page.`",
        Templates,
        "let page = fetch(from).await;\npage.¦;\nyield_!(1);",
    )
    .has(&["match", "dbg"])
    .but(&[adds(&[Attribute, Keyword], &["break"], A_BREAK), fewer(&[Block], NO_SYNTAX)]),
    Row::new("templates: `fetch(1).await.`", Templates, "fetch(1).await.¦;\nyield_!(1);")
        .has(&["match", "dbg"])
        .but(&[fewer(GENERATORS, "an awaited operand is not wholly the user's in the expansion")]),
    Row::new(
        "templates: `yield_!(page.`",
        Templates,
        "let page = fetch(from).await;\nyield_!(page.¦);",
    )
    .has(&["match", "dbg"])
    .but(&[fewer(GENERATORS, NO_SYNTAX)]),
];
