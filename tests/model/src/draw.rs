//! Draws bodies from seeds.

use crate::body::{Awaited, Block, Body, Source, Stmt};

/// SplitMix64. A build script needs no better random numbers, and no dependency for them.
pub(crate) struct Random(u64);

impl Random {
    /// The numbers that belong to a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Random(seed)
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        (mixed % limit as u64) as usize
    }

    /// True once in `of` times.
    fn once_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    /// An index, chosen with the probability that `weights` gives it.
    fn weighted(&mut self, weights: &[usize]) -> usize {
        let mut left = self.below(weights.iter().sum());
        for (place, &weight) in weights.iter().enumerate() {
            if left < weight {
                return place;
            }
            left -= weight;
        }
        unreachable!("the weights sum up to more than what is left")
    }
}

impl Body {
    /// The body that belongs to a seed.
    pub(crate) fn drawn(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let (sends, throws) = (random.once_in(3), !random.once_in(3));
        let inner: Vec<Body> = (0..random.below(3)).map(|_| inner(throws, &mut random)).collect();
        let budget = 5 + random.below(12);
        let block = Drawing::new(throws, budget, inner.len(), &mut random).body();
        let mut body = Body { name: seed.to_string(), sends, throws, block, inner };
        body.repair();
        body
    }
}

/// Draws a small inner generator.
fn inner(throws: bool, random: &mut Random) -> Body {
    let budget = 2 + random.below(5);
    let mut block = Drawing::new(throws, budget, 0, random).body();
    // What is closed behind a loop would hardly ever raise.
    if throws && random.once_in(3) {
        let raise = Stmt::If(vec![Stmt::Raise], Block::new());
        block.insert(0, Stmt::Finally(vec![raise]));
    }
    Body { name: String::new(), sends: false, throws, block, inner: Vec::new() }
}

struct Drawing<'r> {
    random: &'r mut Random,
    throws: bool,
    /// How many statements may still be drawn.
    budget: usize,
    inner: usize,
    /// The labels of the loops around.
    loops: Vec<u16>,
    next_number: u16,
}

impl<'r> Drawing<'r> {
    fn new(throws: bool, budget: usize, inner: usize, random: &'r mut Random) -> Self {
        Drawing { random, throws, budget, inner, loops: Vec::new(), next_number: 0 }
    }

    fn body(&mut self) -> Block {
        let mut block = Block::new();
        while self.budget > 0 {
            block.append(&mut self.block(0));
        }
        // Half of the bodies are a loop, so that they do not end after a few operations.
        if self.random.once_in(2) { vec![Stmt::Loop(0, block)] } else { block }
    }

    fn block(&mut self, depth: usize) -> Block {
        let length = 1 + self.random.below(if depth == 0 { 6 } else { 4 });
        let mut block = Block::new();
        for _ in 0..length {
            if self.budget == 0 {
                break;
            }
            self.budget -= 1;
            let stmt = if depth < 5 { self.stmt(depth) } else { self.simple() };
            block.push(stmt);
        }
        block
    }

    fn stmt(&mut self, depth: usize) -> Stmt {
        let weights = [34, 16, 10, 2, 14, 8, 7, if self.loops.is_empty() { 3 } else { 12 }];
        match self.random.weighted(&weights) {
            0 => self.simple(),
            1 => Stmt::Finally(self.cleanup(depth + 1)),
            2 => Stmt::Catch(self.block(depth + 1)),
            3 => Stmt::Scope(self.block(depth + 1)),
            4 => Stmt::If(self.leaving(depth + 1), Block::new()),
            5 => Stmt::Loop(self.number(), Block::new())
                .with_block(|label| self.in_loop(label, depth + 1)),
            6 => Stmt::ForAwait(self.number(), self.source(), Block::new())
                .with_block(|label| self.in_loop(label, depth + 1)),
            _ => Stmt::If(vec![self.jump()], self.block(depth + 1)),
        }
    }

    fn simple(&mut self) -> Stmt {
        match self.random.weighted(&[8, 10, 26, 34, 1]) {
            0 => Stmt::Say(self.number()),
            1 => Stmt::Local,
            2 => Stmt::Await(self.awaited()),
            3 => Stmt::Yield { keep: self.random.once_in(3) },
            _ => Stmt::Detach,
        }
    }

    /// Draws a cleanup. Half of the cleanups do not await.
    fn cleanup(&mut self, depth: usize) -> Block {
        let mut block = vec![Stmt::Say(self.number())];
        if self.random.once_in(2) {
            block.append(&mut self.block(depth));
            return block;
        }
        match self.random.below(8) {
            0 => block.push(Stmt::Local),
            1 => block.push(Stmt::Detach),
            2 => block.push(Stmt::Await(Awaited::Hidden)),
            3 | 4 => block.push(Stmt::If(vec![self.jump()], Block::new())),
            5 if self.throws => block.push(Stmt::Catch(vec![Stmt::Local, Stmt::Raise])),
            _ => {}
        }
        block
    }

    /// Draws the block of an `if`, mostly a jump.
    fn leaving(&mut self, depth: usize) -> Block {
        if self.random.once_in(3) { self.block(depth) } else { vec![self.jump()] }
    }

    fn jump(&mut self) -> Stmt {
        let (raises, loops) = (usize::from(self.throws), self.loops.len().min(1));
        let label = if loops == 0 { 0 } else { self.loops[self.random.below(self.loops.len())] };
        match self.random.weighted(&[3, 7 * raises, 5 * loops, 6 * loops, 1]) {
            0 => Stmt::Return,
            1 => Stmt::Raise,
            2 => Stmt::Break(label),
            3 => Stmt::Continue(label),
            _ => Stmt::Panic,
        }
    }

    fn in_loop(&mut self, label: u16, depth: usize) -> Block {
        self.loops.push(label);
        let block = self.block(depth);
        self.loops.pop();
        block
    }

    fn awaited(&mut self) -> Awaited {
        match self.random.weighted(&[6, 1, 3, 1]) {
            0 => Awaited::Visible,
            1 => Awaited::Block,
            2 => Awaited::Hidden,
            _ => Awaited::Join,
        }
    }

    fn source(&mut self) -> Source {
        if self.inner > 0 && !self.random.once_in(3) {
            let number = self.random.below(self.inner);
            if self.random.once_in(2) { Source::Closed(number) } else { Source::Inner(number) }
        } else {
            Source::Leaf
        }
    }

    fn number(&mut self) -> u16 {
        self.next_number += 1;
        self.next_number
    }
}

impl Stmt {
    /// The loop with the block that `block` draws for its label.
    fn with_block(self, block: impl FnOnce(u16) -> Block) -> Self {
        match self {
            Stmt::Loop(label, _) => Stmt::Loop(label, block(label)),
            Stmt::ForAwait(label, source, _) => Stmt::ForAwait(label, source, block(label)),
            other => other,
        }
    }
}
