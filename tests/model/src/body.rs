//! Bodies of generators as data. The model interprets them, and `source` writes them as Rust.

/// Statements, in order.
pub(crate) type Block = Vec<Stmt>;

/// One statement of a body.
///
/// What a statement leaves open (whether a condition holds, how often a future is pending) is
/// decided when it runs, by the decisions that belong to the sequence of operations. So one
/// compiled body behaves in many ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stmt {
    /// Writes this number into the log.
    Say(u16),
    /// A local variable that logs its drop.
    Local,
    /// Awaits leaf futures.
    Await(Awaited),
    /// Yields an item.
    Yield {
        /// Whether a variable holds the value of the yield until the end of the block.
        keep: bool,
    },
    /// `finally! { … }`: guards the rest of the block.
    Finally(Block),
    /// `match catch! { … } { … }`; the caught error is logged and dropped.
    Catch(Block),
    /// `{ … }`
    Scope(Block),
    /// `if` with a condition that is decided when it runs.
    If(Block, Block),
    /// `'label: while` with a condition that is decided in each turn.
    Loop(u16, Block),
    /// `#[for_await] 'label: for item in source { … }`, or `#[for_await(close)]`
    ForAwait(u16, Source, Block),
    /// `break 'label`
    Break(u16),
    /// `continue 'label`
    Continue(u16),
    /// `return`
    Return,
    /// `Err(error)?`
    Raise,
    /// Panics.
    Panic,
    /// Makes an `async` block with an `.await` in it, and drops it without a poll.
    Detach,
}

/// How leaf futures are awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Awaited {
    /// `leaf.await`
    Visible,
    /// `async { first.await; second.await }.await`
    Block,
    /// `foreign!(leaf)`, which expands to `leaf.await`.
    Hidden,
    /// `join!(first, second)`
    Join,
}

/// The stream of a `#[for_await]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A stream that is not a generator.
    Leaf,
    /// The inner generator with this number.
    Inner(usize),
    /// The same, closed behind the loop.
    Closed(usize),
}

/// The body of a generator function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Body {
    /// Its seed and the edits, as [`Body::named`] takes them.
    pub(crate) name: String,
    /// Whether it declares `send = …`.
    pub(crate) sends: bool,
    /// Whether it declares `throws = …`.
    pub(crate) throws: bool,
    /// The statements.
    pub(crate) block: Block,
    /// The inner generators that its `#[for_await]` loops consume.
    pub(crate) inner: Vec<Body>,
}

/// A change that makes a body smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edit {
    /// Removes the statement with this number, in the order in which they are written.
    Remove(usize),
    /// Replaces the statement by the statements of its blocks.
    Unwrap(usize),
}

impl Body {
    /// The body that a name stands for: a seed, and edits of what is drawn from it. `7-2~4` is
    /// drawn from the seed 7, without the second statement; then the fourth is replaced by its
    /// content.
    ///
    /// # Panics
    ///
    /// If it is no such name.
    pub(crate) fn named(name: &str) -> Self {
        let digits = name.find(['-', '~']).unwrap_or(name.len());
        let (seed, mut edits) = name.split_at(digits);
        let mut body = Body::drawn(seed.parse().expect("a body's name begins with its seed"));
        while let Some(kind) = edits.chars().next() {
            let rest = &edits[1..];
            let end = rest.find(['-', '~']).unwrap_or(rest.len());
            let at = rest[..end].parse().expect("an edit is a sign and a number");
            body.apply(if kind == '-' { Edit::Remove(at) } else { Edit::Unwrap(at) });
            edits = &rest[end..];
        }
        body.name = name.to_owned();
        body
    }

    /// The names of all bodies that are one edit smaller.
    pub(crate) fn smaller(&self) -> Vec<String> {
        let edits = (0..self.size()).flat_map(|at| [format!("-{at}"), format!("~{at}")]);
        edits
            .map(|edit| format!("{}{edit}", self.name))
            .filter(|name| {
                let smaller = Body::named(name);
                smaller.size() < self.size()
            })
            .collect()
    }

    /// How many statements there are, those of its inner generators included.
    pub(crate) fn size(&self) -> usize {
        size(&self.block) + self.inner.iter().map(Body::size).sum::<usize>()
    }

    /// Whether a statement of its own raises with `?`.
    pub(crate) fn has_question_mark(&self) -> bool {
        let is_inner = |source: &Source| *source != Source::Leaf;
        let raises = |stmt: &Stmt| match stmt {
            Stmt::ForAwait(_, source, _) => is_inner(source),
            other => *other == Stmt::Raise,
        };
        self.throws && any(&self.block, &raises)
    }

    fn apply(&mut self, edit: Edit) {
        let mut at = 0;
        edit_block(&mut self.block, edit, &mut at);
        for inner in &mut self.inner {
            edit_block(&mut inner.block, edit, &mut at);
        }
        self.repair();
    }

    /// Whether it goes over the inner generator with this number.
    pub(crate) fn uses(&self, inner: usize) -> bool {
        let sources = [Source::Inner(inner), Source::Closed(inner)];
        let uses =
            |stmt: &Stmt| matches!(stmt, Stmt::ForAwait(_, source, _) if sources.contains(source));
        any(&self.block, &uses)
    }

    /// Whether it has a yield of its own.
    pub(crate) fn yields(&self) -> bool {
        any(&self.block, &|stmt| matches!(stmt, Stmt::Yield { .. }))
    }

    /// Removes jumps whose loop is gone, and empties inner generators that are not used.
    pub(crate) fn repair(&mut self) {
        remove_stray_jumps(&mut self.block, &mut Vec::new());
        for number in 0..self.inner.len() {
            remove_stray_jumps(&mut self.inner[number].block, &mut Vec::new());
            if !self.uses(number) {
                self.inner[number].block.clear();
            }
        }
    }
}

impl Stmt {
    /// The blocks of the statement.
    pub(crate) fn blocks(&self) -> Vec<&Block> {
        match self {
            Stmt::Finally(block) | Stmt::Catch(block) | Stmt::Scope(block) => vec![block],
            Stmt::Loop(_, block) | Stmt::ForAwait(_, _, block) => vec![block],
            Stmt::If(block, otherwise) => vec![block, otherwise],
            _ => Vec::new(),
        }
    }

    fn blocks_mut(&mut self) -> Vec<&mut Block> {
        match self {
            Stmt::Finally(block) | Stmt::Catch(block) | Stmt::Scope(block) => vec![block],
            Stmt::Loop(_, block) | Stmt::ForAwait(_, _, block) => vec![block],
            Stmt::If(block, otherwise) => vec![block, otherwise],
            _ => Vec::new(),
        }
    }
}

/// Whether `is` holds for a statement of the block, at any depth.
pub(crate) fn any(block: &Block, is: &impl Fn(&Stmt) -> bool) -> bool {
    block.iter().any(|stmt| is(stmt) || stmt.blocks().into_iter().any(|block| any(block, is)))
}

fn size(block: &Block) -> usize {
    block.iter().map(|stmt| 1 + stmt.blocks().into_iter().map(size).sum::<usize>()).sum()
}

/// Carries out an edit if its statement is in this block; `at` counts the statements.
fn edit_block(block: &mut Block, edit: Edit, at: &mut usize) {
    let mut edited = Vec::new();
    for mut stmt in block.drain(..) {
        let number = *at;
        *at += 1;
        stmt.blocks_mut().into_iter().for_each(|block| edit_block(block, edit, at));
        match edit {
            Edit::Remove(wanted) if wanted == number => {}
            Edit::Unwrap(wanted) if wanted == number => {
                stmt.blocks_mut().into_iter().for_each(|block| edited.append(block));
            }
            _ => edited.push(stmt),
        }
    }
    *block = edited;
}

fn remove_stray_jumps(block: &mut Block, loops: &mut Vec<u16>) {
    block.retain(|stmt| match stmt {
        Stmt::Break(label) | Stmt::Continue(label) => loops.contains(label),
        _ => true,
    });
    for stmt in block {
        let label = match stmt {
            Stmt::Loop(label, _) | Stmt::ForAwait(label, _, _) => Some(*label),
            _ => None,
        };
        loops.extend(label);
        stmt.blocks_mut().into_iter().for_each(|block| remove_stray_jumps(block, loops));
        if label.is_some() {
            loops.pop();
        }
    }
}
