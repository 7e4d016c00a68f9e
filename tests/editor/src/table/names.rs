//! Questions about the user's own names: locals, parameters, functions, fields, methods.

use crate::ask::Ask::{Definition, Hover, References, Rename, SignatureHelp};
use crate::row::Row;
use crate::source::Spelling::{Attribute, Block, Keyword};
use crate::table::differences::{another_answer, lacks};

pub(crate) const ROWS: &[Row] = &[
    Row::new("hover: a local", Hover, "let pa¦ge = fetch(from).await; yield_!(page.count());")
        .has(&["let page: Page"]),
    Row::new("hover: a use", Hover, "let page = fetch(from).await; drop(pa¦ge);")
        .has(&["let page: Page"]),
    Row::new("hover: a parameter", Hover, "let page = fetch(fr¦om).await; yield_!(page.count());")
        .has(&["from: u32"])
        .but(&[another_answer(
            &[Attribute, Keyword],
            "an argument is a variable of the body: `let from: u32`",
        )]),
    Row::new(
        "hover: in a pattern",
        Hover,
        "let page = fetch(from).await; if let Some(us¦er) = page.first() { yield_!(user); }",
    )
    .has(&["let user: u32"]),
    Row::new(
        "hover: an item",
        Hover,
        "#[for_await] for pa¦ge in pages() { yield_!(page.count()); }",
    )
    .has(&["let page: Page"]),
    Row::new("hover: a function", Hover, "let page = fet¦ch(from).await; yield_!(page.count());")
        .has(&["pub async fn fetch(number: u32) -> Page", "Requests a page."]),
    Row::new(
        "hover: a yielded local",
        Hover,
        "let page = fetch(from).await; yield_!(pa¦ge.count());",
    )
    .has(&["let page: Page"]),
    Row::new(
        "hover: a yielded call",
        Hover,
        "let page = fetch(from).await; yield_!(page.cou¦nt());",
    )
    .has(&["pub fn count(&self) -> u32"]),
    Row::new(
        "hover: in catch!",
        Hover,
        "let _ = catch! { let pa¦ge = fetch(from).await; drop(page); };",
    )
    .has(&["let page: Page"]),
    Row::new(
        "hover: in finally!",
        Hover,
        "finally! { let pa¦ge = fetch(from).await; drop(page); } yield_!(1);",
    )
    .has(&["let page: Page"]),
    Row::new(
        "hover: behind finally!",
        Hover,
        "finally! { drop(from); } let pa¦ge = fetch(from).await; drop(page);",
    )
    .has(&["let page: Page"]),
    Row::new(
        "hover: in another macro",
        Hover,
        "let page = fetch(from).await; println!(\"{}\", pa¦ge.count());",
    )
    .has(&["let page: Page"]),
    Row::new(
        "definition: a local",
        Definition,
        "let page = fetch(from).await;\nyield_!(pa¦ge.count());",
    )
    .has(&["body 1: page"]),
    Row::new(
        "definition: a parameter",
        Definition,
        "let page = fetch(fr¦om).await; yield_!(page.count());",
    )
    .has(&["signature: from"]),
    Row::new(
        "definition: a function",
        Definition,
        "let page = fet¦ch(from).await; yield_!(page.count());",
    )
    .has(&["support.rs: pub async fn fetch(number: u32) -> Page {"]),
    Row::new(
        "definition: a field",
        Definition,
        "let page = fetch(from).await; drop(page.us¦ers); yield_!(1);",
    )
    .has(&["support.rs: pub users: Vec<u32>,"]),
    Row::new(
        "definition: a method",
        Definition,
        "let page = fetch(from).await; yield_!(page.cou¦nt());",
    )
    .has(&["support.rs: pub fn count(&self) -> u32 {"]),
    Row::new(
        "definition: in catch!",
        Definition,
        "let page = fetch(from).await;\nlet _ = catch! { pa¦ge.count() };",
    )
    .has(&["body 1: page"]),
    Row::new(
        "references: a local",
        References,
        "let pa¦ge = fetch(from).await;\nyield_!(page.count());\ndrop(page);",
    )
    .has(&["body 1: page", "body 2: page", "body 3: page"]),
    Row::new(
        "references: in catch! and finally!",
        References,
        "let pa¦ge = fetch(from).await;\nfinally! { drop(page.count()); }\n\
         let _ = catch! { page.count() };\nyield_!(page.count());",
    )
    .has(&["body 1: page", "body 2: page", "body 3: page", "body 4: page"]),
    Row::new("references: the function", References, "yield_!(from);")
        .before("pub fn caller() {\n    drop(us¦ers(1));\n    drop(users(2));\n}\n")
        .has(&["signature: users", "rest 2: users", "rest 3: users"]),
    Row::new(
        "rename: a local",
        Rename("answer"),
        "let pa¦ge = fetch(from).await;\nyield_!(page.count());\ndrop(page);",
    )
    .has(&["body 1: page is answer", "body 2: page is answer", "body 3: page is answer"]),
    Row::new(
        "rename: in catch! and finally!",
        Rename("answer"),
        "let pa¦ge = fetch(from).await;\nfinally! { drop(page.count()); }\n\
         let _ = catch! { page.count() };\nyield_!(page.count());",
    )
    .has(&["body 1: page is answer", "body 2: page is answer", "body 4: page is answer"]),
    Row::new("rename: the function", Rename("answer"), "yield_!(from);")
        .before("pub fn caller() {\n    drop(us¦ers(1));\n}\n")
        .has(&["signature: users is answer", "rest 2: users is answer"]),
    Row::new(
        "signature help: a call",
        SignatureHelp,
        "let page = fetch(¦from).await; yield_!(page.count());",
    )
    .has(&["async fn fetch(number: u32) -> Page, parameter Some(0)"]),
    Row::new("signature help: in a yield", SignatureHelp, "yield_!(u32::max(1, ¦from));")
        .has(&["fn max(self: u32, other: u32) -> u32, parameter Some(1)"]),
    Row::new("signature help: half typed", SignatureHelp, "let page = fetch(¦\nyield_!(1);")
        .has(&["async fn fetch(number: u32) -> Page, parameter Some(0)"])
        .but(&[lacks(
            &[Attribute, Block],
            &["async fn fetch(number: u32) -> Page, parameter Some(0)"],
            "an open parenthesis takes in the rest of the body, of which no statement is left",
        )]),
];
