//! Writes bodies as Rust, in each spelling of a generator.

use std::fmt::Write;

use crate::body::{Awaited, Block, Body, Source, Stmt};

/// The ways to write a generator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// `#[async_generator] async fn`
    Attribute,
    /// `#[async_generator(boxed(local))] async fn`
    Boxed,
    /// `async_gen! { async gen fn … }`
    Keyword,
    /// `async_gen!(async gen move { … })`
    Block,
    /// `stream! { … }`
    Stream,
    /// `try_stream! { … }`
    TryStream,
}

/// The source of the functions of these bodies, and of the table that lists them.
pub(crate) fn module(bodies: &[Body]) -> String {
    let mut functions = String::new();
    let mut table = String::from("pub(crate) static COMPILED: &[Compiled] = &[\n");
    for (number, body) in bodies.iter().enumerate() {
        let _ = write!(functions, "mod body_{number} {{\n    use super::*;\n");
        let _ = write!(table, "    Compiled {{ name: {:?}, spellings: &[", body.name);
        for spelling in spellings(body, number) {
            functions.push_str(&generator(body, spelling));
            let _ = write!(table, "(\"{spelling:?}\", {}), ", constructor(body, number, spelling));
        }
        functions.push_str("}\n");
        table.push_str("] },\n");
    }
    table.push_str("];\n");
    functions + &table
}

/// The source of a body as an error report shows it.
pub(crate) fn shown(body: &Body) -> String {
    generator(body, Spelling::Attribute)
}

/// The spellings in which a body is compiled: the attribute, the keyword, and one of the others.
fn spellings(body: &Body, number: usize) -> [Spelling; 3] {
    let is_even = number % 2 == 0;
    let third = match body {
        // Blocks declare neither `send` nor the type of their items.
        _ if body.sends || !body.yields() => Spelling::Boxed,
        // The items of a block are results only if there is a `?` in it.
        _ if body.throws && is_even && body.has_question_mark() => Spelling::Block,
        _ if body.throws => Spelling::TryStream,
        _ if is_even => Spelling::Block,
        _ => Spelling::Stream,
    };
    [Spelling::Attribute, Spelling::Keyword, third]
}

fn constructor(body: &Body, number: usize, spelling: Spelling) -> String {
    let protocol = match (body.sends, body.throws) {
        (false, false) => "Plain",
        (true, false) => "Sends",
        (false, true) => "Throws",
        (true, true) => "SendsAndThrows",
    };
    let function = format!("body_{number}::{}(cx, argument)", name(spelling));
    format!("Constructor::{protocol}(|cx, argument| Box::pin({function}))")
}

fn name(spelling: Spelling) -> String {
    format!("{spelling:?}").to_lowercase()
}

/// The function of a body, with its inner generators as nested functions.
fn generator(body: &Body, spelling: Spelling) -> String {
    let mut inner = String::new();
    for (number, body) in body.inner.iter().enumerate().filter(|(number, _)| body.uses(*number)) {
        let spelling = match spelling {
            Spelling::Block | Spelling::TryStream if body.throws && body.yields() => {
                Spelling::TryStream
            }
            Spelling::Block | Spelling::Stream if body.yields() => spelling,
            Spelling::Keyword => Spelling::Keyword,
            _ => Spelling::Attribute,
        };
        inner.push_str(&function(body, &format!("inner_{number}"), spelling, ""));
    }
    function(body, &name(spelling), spelling, &inner)
}

fn function(body: &Body, name: &str, spelling: Spelling, inner: &str) -> String {
    let statements = Writer { body, spelling }.block(&body.block);
    let statements = format!("let _captured = (&cx, &argument);\n{statements}");
    let mut options = Vec::new();
    options.extend((spelling == Spelling::Boxed).then_some("boxed(local)"));
    options.extend(body.sends.then_some("send = Token"));
    options.extend(body.throws.then_some("throws = Token"));
    let attribute = format!("#[asyncgen::async_generator({})]", options.join(", "));
    let signature = format!("{name}(cx: Cx, argument: Token) ->");
    let (item, thrown) = match body.throws {
        true => ("Result<Token, Token>", "Token"),
        false => ("Token", "Infallible"),
    };
    let opaque = format!("impl AsyncGenerator<Item = {item}, Sent = (), Thrown = {thrown}>");
    let block = match spelling {
        Spelling::Attribute | Spelling::Boxed => {
            let head = format!("{attribute}\npub(super) async fn {signature} Token");
            return format!("{head} {{\n{inner}{statements}}}\n");
        }
        Spelling::Keyword => {
            // By its name it is small, so that a yield is of the other kind.
            let head = format!("{attribute}\npub(super) async gen fn {signature} by_name::Box");
            return format!("asyncgen::async_gen! {{\n{head} {{\n{inner}{statements}}}\n}}\n");
        }
        Spelling::Block => format!("asyncgen::async_gen!(async gen move {{\n{statements}}})"),
        Spelling::Stream => format!("asyncgen::stream! {{\n{statements}}}"),
        Spelling::TryStream => format!("asyncgen::try_stream! {{\n{statements}}}"),
    };
    format!("pub(super) fn {signature} {opaque} {{\n{inner}{block}\n}}\n")
}

struct Writer<'b> {
    body: &'b Body,
    spelling: Spelling,
}

impl Writer<'_> {
    fn block(&self, block: &Block) -> String {
        block.iter().map(|stmt| self.stmt(stmt) + "\n").collect()
    }

    fn stmt(&self, stmt: &Stmt) -> String {
        match stmt {
            Stmt::Say(number) => format!("cx.say({number});"),
            Stmt::Local => "let _local = cx.local();".to_owned(),
            Stmt::Await(awaited) => awaits(*awaited).to_owned(),
            Stmt::Yield { keep } => self.yields(*keep),
            Stmt::Finally(block) => format!("finally! {{\n{}}}", self.block(block)),
            Stmt::Catch(block) => self.catch(block),
            Stmt::Scope(block) => format!("{{\n{}}}", self.block(block)),
            Stmt::If(block, otherwise) => {
                format!(
                    "if cx.choose() {{\n{}}} else {{\n{}}}",
                    self.block(block),
                    self.block(otherwise)
                )
            }
            Stmt::Loop(label, block) => {
                format!("'l{label}: while cx.again() {{\n{}}}", self.block(block))
            }
            Stmt::ForAwait(label, source, block) => self.for_await(*label, *source, block),
            Stmt::Break(label) => format!("break 'l{label};"),
            Stmt::Continue(label) => format!("continue 'l{label};"),
            Stmt::Return => "return;".to_owned(),
            Stmt::Raise => "cx.fail()?;".to_owned(),
            Stmt::Panic => "cx.panic();".to_owned(),
            Stmt::Detach => "drop(async { cx.leaf().await; });".to_owned(),
        }
    }

    fn has_keywords(&self) -> bool {
        !matches!(self.spelling, Spelling::Attribute | Spelling::Boxed)
    }

    fn yields(&self, keep: bool) -> String {
        let item = match self.spelling {
            Spelling::Block if self.body.throws => "Ok(cx.item())",
            _ => "cx.item()",
        };
        let yielded =
            if self.has_keywords() { format!("yield {item}") } else { format!("yield_!({item})") };
        match (self.body.sends, keep) {
            (false, _) => format!("{yielded};"),
            (true, false) => format!("drop(cx.got({yielded}));"),
            (true, true) => format!("let _got = cx.got({yielded});"),
        }
    }

    fn catch(&self, block: &Block) -> String {
        let caught = if self.body.throws { "cx.caught(error)" } else { "match error {}" };
        let block = format!("catch! {{\n{}cx.value()\n}}", self.block(block));
        format!("match {block} {{ Ok(value) => drop(value), Err(error) => {caught} }}")
    }

    fn for_await(&self, label: u16, source: Source, block: &Block) -> String {
        let close = if matches!(source, Source::Closed(_)) { "(close)" } else { "" };
        let (source, item) = match source {
            Source::Leaf => ("cx.stream()".to_owned(), "item"),
            Source::Inner(number) | Source::Closed(number) => {
                let item = if self.body.throws { "item?" } else { "item" };
                (format!("inner_{number}(cx.clone(), cx.argument())"), item)
            }
        };
        let head = match self.has_keywords() {
            true => format!("'l{label}: for await{close} item in {source}"),
            false => format!("#[for_await{close}]\n'l{label}: for item in {source}"),
        };
        format!("{head} {{\nlet _item = {item};\n{}}}", self.block(block))
    }
}

fn awaits(awaited: Awaited) -> &'static str {
    match awaited {
        Awaited::Visible => "cx.leaf().await;",
        Awaited::Block => "async { cx.leaf().await; cx.leaf().await; }.await;",
        Awaited::Hidden => "foreign!(cx.hidden_leaf());",
        Awaited::Join => "futures::join!(cx.hidden_leaf(), cx.hidden_leaf());",
    }
}
