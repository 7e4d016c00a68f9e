//! Translates `samples/bodies.rs` from the attribute's spelling to the others. `build.rs` uses it
//! too.

use std::fmt::Write;

/// The ways to write a generator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// `#[async_generator] async fn`, as it is in the file.
    Attribute,
    /// `async_gen! { async gen fn … }`.
    Keyword,
    /// `async_gen!(async gen move { … })`.
    Block,
    /// `stream! { … }` and `try_stream! { … }`.
    Stream,
    /// Nightly: the keywords under the attribute.
    KeywordUnderAttribute,
    /// Nightly: rustc's own `async gen fn`, without any macro.
    Native,
}

/// One function of the sample.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Its name.
    pub name: String,
    /// The arguments of the attribute.
    options: String,
    /// The function's arguments.
    arguments: String,
    /// The type of its items.
    item: String,
    /// The lines of its body.
    body: String,
    /// The operations of the consumer, which otherwise drains it.
    script: Option<String>,
    /// Whether rustc's own generators behave differently.
    differs_from_native: bool,
    /// Whether it needs the type of its items to be declared.
    needs_types: bool,
}

/// Parses the functions of `samples/bodies.rs`. Each ends with a `}` in the first column.
pub fn read(file: &str) -> Vec<Sample> {
    let mut samples = Vec::new();
    let mut lines = Vec::new();
    for line in file.lines() {
        let is_header =
            line.starts_with("use ") || line.starts_with("#![") || line.starts_with("//!");
        if line == "}" {
            samples.push(Sample::read(&lines));
            lines.clear();
        } else if !is_header {
            lines.push(line);
        }
    }
    samples
}

impl Sample {
    fn read(lines: &[&str]) -> Self {
        let starting_with = |start: &str| lines.iter().find_map(|line| line.strip_prefix(start));
        let at =
            lines.iter().position(|line| line.starts_with("async fn ")).expect("an `async fn`");
        let signature =
            lines[at].strip_prefix("async fn ").and_then(|line| line.strip_suffix(" {"));
        let (name, rest) =
            signature.and_then(|line| line.split_once('(')).expect("a signature on one line");
        let (arguments, item) =
            rest.rsplit_once(") -> ").unwrap_or((rest.trim_end_matches(')'), "()"));
        Sample {
            name: name.to_string(),
            options: starting_with("#[async_generator(")
                .map_or("", |rest| rest.trim_end_matches(")]"))
                .to_string(),
            arguments: arguments.to_string(),
            item: item.to_string(),
            body: lines[at + 1..].join("\n"),
            script: starting_with("// Script: ").map(str::to_string),
            differs_from_native: starting_with("// Not native: ").is_some(),
            needs_types: starting_with("// Not in blocks: ").is_some(),
        }
    }

    /// Whether the body can be written in this spelling.
    pub fn exists_in(&self, spelling: Spelling) -> bool {
        let yields = self.body.contains("yield_!");
        match spelling {
            Spelling::Attribute | Spelling::Keyword | Spelling::KeywordUnderAttribute => true,
            Spelling::Block => self.options.is_empty() && yields && !self.needs_types,
            Spelling::Stream => !self.options.contains("send") && yields && !self.needs_types,
            Spelling::Native => {
                self.options.is_empty()
                    && !self.differs_from_native
                    && !self.body.contains("finally!")
                    && !self.body.contains("for_await(close)")
            }
        }
    }

    fn option(&self, name: &str) -> Option<&str> {
        self.options.split(", ").find_map(|option| option.strip_prefix(name)?.strip_prefix(" = "))
    }

    fn write(&self, spelling: Spelling) -> String {
        let Sample { name, options, arguments, item, .. } = self;
        let body = self.body_in(spelling);
        let attribute = if options.is_empty() {
            String::new()
        } else {
            format!("#[async_generator({options})] ")
        };
        let item_of_block = match self.option("throws") {
            Some(error) => format!(
                "impl AsyncGenerator<Item = Result<{item}, {error}>, Sent = (), Thrown = {error}>"
            ),
            None => format!("impl AsyncGenerator<Item = {item}, Sent = (), Thrown = Infallible>"),
        };
        let result = if item == "()" { String::new() } else { format!(" -> {item}") };
        match spelling {
            Spelling::Attribute => {
                format!(
                    "#[async_generator({options})]\n\
                     async fn {name}({arguments}){result} {{\n{body}\n}}"
                )
            }
            Spelling::Keyword => {
                format!("{attribute}pub async gen fn {name}({arguments}){result} {{\n{body}\n}}")
            }
            Spelling::KeywordUnderAttribute => {
                format!(
                    "#[async_generator({options})]\n\
                     async gen fn {name}({arguments}){result} {{\n{body}\n}}"
                )
            }
            Spelling::Native => format!("async gen fn {name}({arguments}){result} {{\n{body}\n}}"),
            Spelling::Block => {
                format!(
                    "fn {name}({arguments}) -> {item_of_block} {{ \
                     async_gen!(async gen move {{\n{body}\n}}) }}"
                )
            }
            Spelling::Stream => {
                let stream = if self.option("throws").is_some() { "try_stream" } else { "stream" };
                format!("fn {name}({arguments}) -> {item_of_block} {{ {stream}! {{\n{body}\n}} }}")
            }
        }
    }

    fn body_in(&self, spelling: Spelling) -> String {
        match spelling {
            Spelling::Attribute => self.body.clone(),
            Spelling::KeywordUnderAttribute | Spelling::Native => with_keywords(&self.body, true),
            Spelling::Keyword | Spelling::Block | Spelling::Stream => {
                with_keywords(&self.body, false)
            }
        }
    }

    /// The expression that runs it.
    fn call(&self) -> String {
        let name = &self.name;
        match &self.script {
            None => format!("(\"{name}\", drain({name}))"),
            Some(script) => format!("(\"{name}\", converse({name}, {script:?}))"),
        }
    }
}

/// A module with all samples that exist in this spelling, and a function `traces` that runs them.
pub fn module(samples: &[Sample], spelling: Spelling) -> String {
    let mut module = String::from("use crate::support::*;\n");
    let mut calls = String::new();
    let mut functions = String::new();
    for sample in samples.iter().filter(|sample| sample.exists_in(spelling)) {
        let _ = writeln!(functions, "{}\n", sample.write(spelling));
        let _ = writeln!(calls, "        {},", sample.call());
    }
    let functions = match spelling {
        Spelling::Keyword => format!("async_gen! {{\n{functions}\n}}"),
        _ => functions,
    };
    let _ = write!(
        module,
        "{functions}\n\
         pub fn traces() -> Vec<(&'static str, String)> {{\n    vec![\n{calls}    ]\n}}\n"
    );
    module
}

/// `yield_!(x)` becomes `yield x`, `#[for_await] for` becomes `for await`, inner
/// `#[async_generator] async fn` becomes `async gen fn`.
///
/// With `rustc_parses`, a yield before a `{` gets parentheses: rustc would parse a struct
/// expression.
fn with_keywords(body: &str, rustc_parses: bool) -> String {
    let body = without_line_break(body, "#[async_generator]", "async fn ")
        .replace("#[async_generator] async fn ", "async gen fn ");
    let mut keyword = String::new();
    let mut rest = &body[..];
    while let Some((at, attribute, arguments)) = next_for_await(rest, rustc_parses) {
        let head = rest[at + attribute.len()..].trim_start();
        let for_at = head.find("for ").expect("a loop");
        let _ = write!(keyword, "{}{}for await{arguments} ", &rest[..at], &head[..for_at]);
        rest = &head[for_at + "for ".len()..];
    }
    keyword.push_str(rest);
    let mut done = String::new();
    let mut rest = &keyword[..];
    while let Some(at) = rest.find("yield_!(") {
        let item_at = at + "yield_!(".len();
        let length = length_of_group(&rest[item_at..]);
        let item = with_keywords(&rest[item_at..item_at + length], rustc_parses);
        let after = &rest[item_at + length + 1..];
        done.push_str(&rest[..at]);
        let space = if item.is_empty() { "" } else { " " };
        match is_operand(&rest[..at], after, rustc_parses) {
            true => _ = write!(done, "(yield{space}{item})"),
            false => _ = write!(done, "yield{space}{item}"),
        }
        rest = after;
    }
    done + rest
}

/// Where the next attribute of a loop is, the attribute, and what follows the keyword in its place.
/// rustc parses no arguments of its own `for await`.
fn next_for_await(body: &str, rustc_parses: bool) -> Option<(usize, &str, &str)> {
    const ATTRIBUTES: [(&str, &str); 2] =
        [("#[for_await]", ""), ("#[for_await(close)]", "(close)")];
    let known = if rustc_parses { &ATTRIBUTES[..1] } else { &ATTRIBUTES };
    let found =
        known.iter().filter_map(|&(text, arguments)| Some((body.find(text)?, text, arguments)));
    found.min()
}

fn without_line_break(text: &str, first: &str, second: &str) -> String {
    let mut joined = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(first) {
        let after_break = after.trim_start();
        joined += before;
        joined += first;
        rest = after;
        if after_break.starts_with(second) {
            joined += " ";
            rest = after_break;
        }
    }
    joined + rest
}

/// The number of bytes before the `)` that closes a parenthesis before this text.
fn length_of_group(text: &str) -> usize {
    let mut depth = 0;
    let end = text.bytes().position(|byte| {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return true,
            b')' => depth -= 1,
            _ => {}
        }
        false
    });
    end.expect("a closing parenthesis")
}

/// Whether a yield between these texts is an operand, so that the keyword needs parentheses.
fn is_operand(before: &str, after: &str, rustc_parses: bool) -> bool {
    let after = after.trim_start();
    let is_last =
        after.is_empty() || [";", ",", ")", "}", "]"].iter().any(|end| after.starts_with(end));
    let is_scrutinee = after.starts_with('{');
    let before = before.trim_end();
    let follows_operator =
        ["+", "*", "&", "-", "&&", "!"].iter().any(|operator| before.ends_with(operator));
    follows_operator || !(is_last || is_scrutinee && !rustc_parses)
}
