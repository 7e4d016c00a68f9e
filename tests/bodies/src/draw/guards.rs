//! Draws guarded parts, which are `catch!` and the rest of a block behind a `finally!`, and what
//! leaves them.

use super::{Around, Draw, Tail};
use crate::spelling::Spelling;

/// How many guards, and cleanups, may stand one in another.
const DEPTH: usize = 3;

/// A `finally!` whose cleanup awaits, or may.
const AWAITS: &str = "awaiting finally";

impl Draw {
    /// Whether a `finally!` comes next in a block.
    pub(super) fn is_guarded(&mut self, depth: u32) -> bool {
        let is_guard = |it: &&Around| !matches!(it, Around::Loop(_) | Around::Labelled);
        // In a loop there is more to leave.
        let one_in = if matches!(self.around.last(), Some(Around::Loop(_))) { 3 } else { 8 };
        depth > 0
            && self.around.iter().filter(is_guard).count() < DEPTH
            && self.random.below(one_in) == 0
    }

    /// Whether this is a guarded part of a loop's body.
    pub(super) fn may_leave(&self) -> bool {
        let is_loop = |it: &Around| matches!(it, Around::Loop(_));
        self.around.iter().any(is_loop) && !self.around.last().is_some_and(is_loop)
    }

    /// A `finally!` before the rest of a block.
    pub(super) fn finally(&mut self, rest: u64, depth: u32, tail: Tail) -> String {
        self.around.push(Around::Cleanup);
        let (guard, cleanup) = match self.random.below(4) {
            0 => (AWAITS, format!("{} {}", self.yield_stmt(0), self.block(1))),
            1 => (AWAITS, self.closed(|this| this.prompt_cleanup("same!"))),
            _ => ("finally", self.closed(|this| this.prompt_cleanup("u32::from"))),
        };
        self.around.pop();
        self.around.push(Around::Finally(guard, cleanup.clone()));
        let rest = self.stmts(rest, depth, tail);
        self.around.pop();
        self.spelling.finally(guard, &cleanup, &rest)
    }

    /// What does not await, and depends on the order of the cleanups.
    fn prompt_cleanup(&mut self, function: &str) -> String {
        let (variable, value) = (self.mutable(), self.expr(1));
        let jump = match self.random.below(4) {
            0 => format!("if {} {{ {} }}", self.condition(0), self.jump()),
            _ => String::new(),
        };
        format!("{variable} = {variable}.wrapping_mul(3).wrapping_add({function}({value})); {jump}")
    }

    /// An expression of type `Result<u32, _>`.
    fn catch(&mut self, depth: u32) -> String {
        let label = format!("'{}", self.name());
        let (scope, count) = (self.variables.len(), 1 + self.random.below(2));
        self.around.push(Around::Catch(label.clone()));
        let block = self.stmts(count, depth, Tail::Value);
        self.around.pop();
        self.variables.truncate(scope);
        self.spelling.catch(&label, &block)
    }

    pub(super) fn catch_expr(&mut self, depth: u32) -> String {
        format!("{}.unwrap_or(8)", self.catch(depth))
    }

    pub(super) fn catch_stmt(&mut self, depth: u32) -> String {
        let (catch, value, error) = (self.catch(depth), self.name(), self.name());
        let first = self.block_with(Some(&value), depth);
        let second = self.block_with(self.throws.then_some(&error), 0);
        let pattern = if self.throws { format!("Failed({error})") } else { "_".to_owned() };
        format!("match {catch} {{ Ok({value}) => {{ {first} }} Err({pattern}) => {{ {second} }} }}")
    }

    /// Whether a `?` comes next: seldom where it would end the body.
    pub(super) fn may_fail(&mut self) -> bool {
        let is_caught = self.around.iter().any(|it| matches!(it, Around::Catch(_)));
        self.throws && self.random.below(if is_caught { 2 } else { 5 }) == 0
    }

    /// `value?`, of which an error is caught by the innermost `catch!` or ends the body.
    pub(super) fn propagated(&mut self, value: &str) -> String {
        if self.spelling != Spelling::Reference {
            return format!("fallible({value})?");
        }
        let catch = self.around.iter().rposition(|it| matches!(it, Around::Catch(_)));
        let left = self.left(catch.unwrap_or(0), "?");
        let jump = match catch.map(|at| &self.around[at]) {
            Some(Around::Catch(label)) => format!("break {label} Err(failed);"),
            _ => "push(&items, number(Err(failed))); return;".to_owned(),
        };
        format!("(match fallible({value}) {{ Ok(it) => it, Err(failed) => {{ {left} {jump} }} }})")
    }

    /// A `return`, `break` or `continue`, or an error.
    pub(super) fn jump(&mut self) -> String {
        if self.throws && self.random.below(5) == 0 {
            return format!("{}; unreachable!();", self.propagated("3"));
        }
        let is_loop = |at: &usize| matches!(self.around[*at], Around::Loop(_));
        let loops: Vec<usize> = (0..self.around.len()).filter(is_loop).collect();
        if loops.is_empty() || self.random.below(6) == 0 {
            return format!("{} return;", self.left(0, "return"));
        }
        let (target, word) = (*self.random.of(&loops), *self.random.of(&["break", "continue"]));
        let Around::Loop(label) = &self.around[target] else { unreachable!("a loop") };
        let inside = &self.around[target + 1..];
        let may_be_plain =
            inside.iter().all(|it| !matches!(it, Around::Loop(_) | Around::Labelled));
        if may_be_plain && self.random.below(2) == 0 {
            let left = self.left(target, word);
            return match self.spelling {
                // `break` alone cannot leave the block that is a `catch!` here.
                Spelling::Reference => format!("{left} {word} {label};"),
                _ => format!("{word};"),
            };
        }
        format!("{} {word} {label};", self.left(target, &format!("{word} 'label")))
    }

    /// In the reference: the cleanups that a jump runs which leaves everything from `at` on.
    fn left(&self, at: usize, way: &str) -> String {
        if self.spelling != Spelling::Reference {
            return String::new();
        }
        let guards = self.around[at..].iter().rev().filter_map(|it| match it {
            Around::Catch(_) => Some(("catch", "")),
            Around::Finally(guard, cleanup) => Some((*guard, &**cleanup)),
            Around::Cleanup => Some(("cleanup", "")),
            Around::Loop(_) | Around::Labelled => None,
        });
        let of_guard = |(guard, cleanup)| format!("left({guard:?}, {way:?}); {{ {cleanup} }}");
        let texts: Vec<String> = guards.map(of_guard).collect();
        match texts.len() {
            0 | 1 => texts.concat(),
            _ => format!("left(\"nested\", {way:?}); {}", texts.join(" ")),
        }
    }
}
