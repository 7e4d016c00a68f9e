//! A row of the table: a question, and what its answer has to be in each spelling.

use crate::ask::Ask;
use crate::project::Project;
use crate::source::{Source, Spelling};

/// A question in the same body in each spelling.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) ask: Ask,
    pub(crate) source: Source,
    /// With what the answer is compared.
    pub(crate) like: Like,
    /// Lines that are in the answer, whatever else is: without them, two servers that answer
    /// nothing would agree.
    pub(crate) has: &'static [&'static str],
    pub(crate) differences: &'static [Difference],
}

/// The model of an answer.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Like {
    /// The answer in the plain `async fn`.
    Plain,
    /// The answer for an exported item where it is imported. A plain `async fn` has no such word.
    Item(&'static str),
    /// Nothing else: these lines are the whole answer.
    Nothing,
}

/// How a spelling differs from the model, and why it has to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Difference {
    pub(crate) of: &'static [Spelling],
    pub(crate) lacks: Lines,
    pub(crate) adds: Lines,
    /// The reason, for readers.
    #[expect(dead_code)]
    pub(crate) because: &'static str,
}

/// Lines of an answer.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Lines {
    These(&'static [&'static str]),
    /// At least one.
    Some,
}

impl Row {
    /// The spellings in which the question can be asked.
    pub(crate) fn spellings(&self) -> &'static [Spelling] {
        match self.like {
            Like::Plain => &Spelling::ALL,
            Like::Item(_) | Like::Nothing => &Spelling::ALL[1..],
        }
    }

    /// What is wrong with the answer in a spelling.
    pub(crate) fn check(&self, project: &mut Project, spelling: Spelling) -> Result<(), String> {
        let answer = project.answer(self.ask, self.source, spelling);
        let model = match self.like {
            Like::Plain => project.answer(self.ask, self.source, Spelling::Plain),
            Like::Item(item) => project.answer_for_item(self.ask, item),
            Like::Nothing => self.has.iter().map(|&line| line.to_owned()).collect(),
        };
        let mut wrong = Vec::new();
        for &line in self.has {
            if !model.iter().any(|it| it == line) {
                wrong.push(format!("not in the model: {line}"));
            }
        }
        let found = self.differences.iter().find(|it| it.of.contains(&spelling));
        let none = Lines::These(&[]);
        let (lacks, adds) = found.map_or((none, none), |it| (it.lacks, it.adds));
        compare("missing", &without(&model, &answer), lacks, &mut wrong);
        compare("added", &without(&answer, &model), adds, &mut wrong);
        if wrong.is_empty() {
            return Ok(());
        }
        wrong.push(format!("the answer: {answer:#?}"));
        Err(wrong.join("\n"))
    }
}

/// The lines of one answer that another one lacks. What is there twice has to be there twice.
fn without(lines: &[String], other: &[String]) -> Vec<String> {
    let mut other = other.to_vec();
    let mut rest = Vec::new();
    for line in lines {
        match other.iter().position(|it| it == line) {
            Some(at) => {
                other.swap_remove(at);
            }
            None => rest.push(line.clone()),
        }
    }
    rest
}

fn compare(what: &str, found: &[String], expected: Lines, wrong: &mut Vec<String>) {
    let Lines::These(expected) = expected else {
        if found.is_empty() {
            wrong.push(format!("nothing is {what} any more"));
        }
        return;
    };
    let expected: Vec<String> = expected.iter().map(|&line| line.to_owned()).collect();
    for line in without(found, &expected) {
        wrong.push(format!("{what}: {line}"));
    }
    for line in without(&expected, found) {
        wrong.push(format!("no longer {what}: {line}"));
    }
}

impl Row {
    /// A question about a body, whose answer is that in the plain `async fn`.
    pub(crate) const fn new(name: &'static str, ask: Ask, body: &'static str) -> Self {
        let source = Source { body, rest: "" };
        Row { name, ask, source, like: Like::Plain, has: &[], differences: &[] }
    }

    /// With items after the function.
    pub(crate) const fn before(mut self, rest: &'static str) -> Self {
        self.source.rest = rest;
        self
    }

    pub(crate) const fn has(mut self, lines: &'static [&'static str]) -> Self {
        self.has = lines;
        self
    }

    pub(crate) const fn like(mut self, like: Like) -> Self {
        self.like = like;
        self
    }

    pub(crate) const fn but(mut self, differences: &'static [Difference]) -> Self {
        self.differences = differences;
        self
    }
}
