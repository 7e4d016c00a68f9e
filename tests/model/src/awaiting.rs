//! Models the futures that a body awaits and the streams of `#[for_await]`.

use crate::body::Awaited;
use crate::event::Kind;
use crate::generator::{Generator, Outcome, Resume};
use crate::rules::Rule;
use crate::world::{Token, World};

/// The leaf futures of one `.await`: `leaves` are polled together, `more` follow one by one.
pub(crate) struct Awaiting {
    leaves: Vec<Leaf>,
    more: u8,
    /// Whether the `.await` stands in the arguments or the expansion of another macro.
    pub(crate) is_hidden: bool,
}

pub(crate) struct Leaf {
    /// `None` after the leaf was ready.
    token: Option<Token>,
    pending: u8,
    panics: bool,
}

/// The stream of a `#[for_await]`.
pub(crate) enum Stream<'b> {
    Leaf { token: Token, items: u8, pending: u8, left: u8 },
    Inner(Box<Generator<'b>>),
}

/// The result of polling a stream.
pub(crate) enum NextItem {
    Pending,
    End,
    Item(Token),
    Error(Token),
    Panic(u32),
}

/// The result of polling leaf futures.
pub(crate) enum Polled {
    Pending,
    Ready,
    Panicked(u32),
}

impl Awaiting {
    pub(crate) fn new(awaited: Awaited, world: &mut World<'_>) -> Self {
        let (leaves, more) = match awaited {
            Awaited::Visible | Awaited::Hidden => (1, 0),
            // An `async` block makes its leaves when it is polled, which exit may forestall.
            Awaited::Block => (0, 2),
            Awaited::Join => (2, 0),
        };
        let is_hidden = awaited == Awaited::Hidden;
        Awaiting { leaves: (0..leaves).map(|_| Leaf::new(world)).collect(), more, is_hidden }
    }

    pub(crate) fn drop(self, world: &mut World<'_>) {
        world.drop_all(self.leaves.into_iter().filter_map(|leaf| leaf.token).collect());
    }

    pub(crate) fn poll(&mut self, world: &mut World<'_>) -> Polled {
        loop {
            let mut all_are_ready = true;
            for leaf in &mut self.leaves {
                match leaf.poll(world) {
                    Polled::Ready => {}
                    Polled::Pending => all_are_ready = false,
                    panicked => return panicked,
                }
            }
            if !all_are_ready {
                return Polled::Pending;
            }
            if self.more == 0 {
                return Polled::Ready;
            }
            self.more -= 1;
            self.leaves = vec![Leaf::new(world)];
        }
    }
}

impl Leaf {
    fn new(world: &mut World<'_>) -> Self {
        let (token, pending, panics) = world.leaf();
        Leaf { token: Some(token), pending, panics }
    }

    fn poll(&mut self, world: &mut World<'_>) -> Polled {
        let Some(token) = &self.token else { return Polled::Ready };
        let ready = self.pending == 0;
        world.polled(token.id, ready);
        if !ready {
            self.pending -= 1;
            return Polled::Pending;
        }
        if self.panics {
            return Polled::Panicked(world.panic());
        }
        // A leaf that is ready is dropped at once.
        self.token.take().into_iter().for_each(|token| world.drop(token));
        Polled::Ready
    }
}

impl Stream<'_> {
    pub(crate) fn poll_next(&mut self, world: &mut World<'_>) -> NextItem {
        match self {
            Stream::Leaf { token, items, pending, left } => {
                if *left > 0 {
                    *left -= 1;
                    world.polled(token.id, false);
                    return NextItem::Pending;
                }
                let item = (*items > 0).then(|| world.token(Kind::StreamItem));
                world.polled(token.id, true);
                *left = *pending;
                *items = items.saturating_sub(1);
                item.map_or(NextItem::End, NextItem::Item)
            }
            Stream::Inner(generator) => match generator.poll_next(world) {
                Outcome::Pending => NextItem::Pending,
                Outcome::Yielded(item) => NextItem::Item(item),
                Outcome::Failed(error) | Outcome::Raised(error) => NextItem::Error(error),
                Outcome::Finished => NextItem::End,
                Outcome::Panicked(number) => NextItem::Panic(number),
            },
        }
    }

    /// Closes the stream, which is a generator.
    pub(crate) fn poll_close(
        &mut self,
        exit: &mut Option<Resume>,
        world: &mut World<'_>,
    ) -> Outcome {
        match self {
            Stream::Leaf { .. } => unreachable!("only generators are closed"),
            Stream::Inner(generator) => generator.poll_resume(exit, world),
        }
    }

    /// Drops the stream. `Some` is the number of the panic, if the drop panics.
    pub(crate) fn drop(self, world: &mut World<'_>) -> Option<u32> {
        match self {
            Stream::Leaf { token, .. } => {
                world.drop(token);
                None
            }
            Stream::Inner(generator) => {
                world.reach(Rule::InnerDropped);
                generator.drop_it(world)
            }
        }
    }
}
