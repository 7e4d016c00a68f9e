//! The soak: many generators of all kinds on a multi-thread runtime. Consumers take items, send,
//! throw, close, drop the futures of operations, move generators to other tasks, panic, and are
//! aborted. At the end every item, local, error, sent value, cleanup and byte of the heap must be
//! accounted for.
//!
//! ```sh
//! cargo run --release -p asyncgen-examples --example soak -- --generators 100000 --seed 1
//! ```

use std::convert::Infallible;
use std::env;
use std::error::Error;
use std::ops::Range;
use std::panic;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use asyncgen::AsyncGenerator;
use futures::StreamExt;
use futures::channel::mpsc;
use tokio::time::error::Elapsed;

use crate::body::{Accounts, Cx, Panic};
use crate::consumer::{Alive, Consumer, Value};
use crate::random::Random;
use crate::record::Summary;

mod body;
mod consumer;
mod heap;
mod random;
mod record;
mod token;

/// The kinds of generators: the functions of `body`.
const KINDS: [&str; 9] =
    ["plain", "talking", "over", "closing", "recursive", "stubborn", "attempts", "simple", "idle"];

/// The number of generators that exist at the same time.
const AT_A_TIME: u64 = 500;

/// A batch that takes longer is considered to hang.
const HANGS: Duration = Duration::from_secs(120);

/// The number of panics that the soak did not cause.
static UNPLANNED: AtomicUsize = AtomicUsize::new(0);

struct Soak {
    generators: u64,
    seed: u64,
}

fn main() -> ExitCode {
    let soak = match Soak::read(env::args().skip(1)) {
        Ok(soak) => soak,
        Err(error) => {
            eprintln!("{error}\nUsage: soak [--generators N] [--seed N]");
            return ExitCode::from(2);
        }
    };
    silence_planned_panics();
    let faults = soak.faults();
    faults.iter().take(20).for_each(|fault| eprintln!("{fault}"));
    match faults.len() {
        0 => ExitCode::SUCCESS,
        count => {
            eprintln!("{count} faults");
            ExitCode::FAILURE
        }
    }
}

impl Soak {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Self, Box<dyn Error>> {
        let mut soak = Soak { generators: 100_000, seed: 1 };
        while let Some(word) = words.next() {
            let value = words.next().ok_or_else(|| format!("{word} needs a value"))?;
            match (word.as_str(), value.as_str()) {
                ("--generators", number) => soak.generators = number.parse()?,
                ("--seed", number) => soak.seed = number.parse()?,
                _ => return Err(format!("{word} {value}: there is no such option").into()),
            }
        }
        Ok(soak)
    }

    /// The differences at the end.
    fn faults(&self) -> Vec<String> {
        // A first, small run makes the allocations that threads and the runtime keep.
        let mut faults = Soak { generators: AT_A_TIME, ..*self }.run(&mut Summary::default());
        let mut summary = Summary::default();
        let before = heap::now();
        faults.append(&mut self.run(&mut summary));
        let after = heap::now();
        println!("{summary:#?}");
        println!("heap before {before:?}, after {after:?}");
        if faults.is_empty() && before != after {
            faults.push("the heap is not as it was".to_owned());
        }
        match UNPLANNED.load(Ordering::SeqCst) {
            0 => {}
            count => faults.push(format!("{count} panics that were not planned")),
        }
        faults
    }

    fn run(&self, summary: &mut Summary) -> Vec<String> {
        let accounts = Arc::new(Accounts::default());
        let mut faults = Vec::new();
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_time().build();
        let runtime = runtime.expect("a runtime");
        let random = Random::new(self.seed);
        for first in (0..self.generators).step_by(AT_A_TIME as usize) {
            let batch = first..self.generators.min(first + AT_A_TIME);
            if runtime.block_on(self.batch(batch, &random, &accounts)).is_err() {
                faults.push(format!("generators from {first} on hang"));
                break;
            }
        }
        drop(runtime);
        for account in accounts.lock().unwrap().drain(..) {
            faults.append(&mut account.settle(summary));
        }
        faults
    }
}

impl Soak {
    /// Returns when all tasks of these generators have ended, but for those that are pending until
    /// the runtime is shut down.
    async fn batch(
        &self,
        numbers: Range<u64>,
        random: &Random,
        accounts: &Arc<Accounts>,
    ) -> Result<(), Elapsed> {
        let (alive, mut all_gone) = mpsc::channel(0);
        for number in numbers {
            let kind = KINDS[number as usize % KINDS.len()];
            let cx = Cx::new(accounts, format!("{kind} {number}"), None, random.number());
            self.start(kind, &cx, alive.clone());
        }
        drop(alive);
        let none: Option<Infallible> = tokio::time::timeout(HANGS, all_gone.next()).await?;
        assert!(none.is_none());
        Ok(())
    }

    fn start(&self, kind: &str, cx: &Cx, alive: Alive) {
        let (own, argument) = (cx.clone(), cx.argument());
        match kind {
            "plain" => self.spawn(body::plain(own, argument), cx, alive),
            "talking" => self.spawn(body::talking(own, argument), cx, alive),
            "over" => self.spawn(body::over(own, argument), cx, alive),
            "closing" => self.spawn(body::closing(own, argument), cx, alive),
            "recursive" => self.spawn(body::recursive(own, argument, 2), cx, alive),
            "stubborn" => self.spawn(body::stubborn(own, argument), cx, alive),
            "attempts" => self.spawn(body::attempts(own, argument), cx, alive),
            "simple" => self.spawn(body::simple(own, argument), cx, alive),
            _ => self.spawn_with(body::idle(own, argument), cx, true, alive),
        }
    }

    fn spawn<G>(&self, generator: G, cx: &Cx, alive: Alive)
    where
        G: AsyncGenerator<Item: Value, Sent: Value, Thrown: Value> + Send + 'static,
    {
        self.spawn_with(generator, cx, false, alive);
    }

    fn spawn_with<G>(&self, generator: G, cx: &Cx, is_idle: bool, alive: Alive)
    where
        G: AsyncGenerator<Item: Value, Sent: Value, Thrown: Value> + Send + 'static,
    {
        tokio::spawn(Consumer::new(generator, cx, is_idle, alive).run());
    }
}

/// Prints and counts panics that the soak did not cause.
fn silence_planned_panics() {
    let others = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !info.payload().is::<Panic>() {
            UNPLANNED.fetch_add(1, Ordering::SeqCst);
            others(info);
        }
    }));
}
