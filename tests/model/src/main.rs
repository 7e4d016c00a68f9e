//! The model by hand: any number of sequences, of any bodies, and a failing body shrunk.

use std::env;
use std::error::Error;
use std::ops::Range;
use std::process::ExitCode;

use asyncgen_model::{
    Config, Reached, Rule, bodies, chosen, reached, recompiled, run, run_body, shrink,
};

const HELP: &str = "\
Usage: cargo run -p asyncgen-model -- [options]

  --seed N          the seed of the sequences (1)
  --count N         how many of them (100000)
  --longest N       how many operations the longest has (12)
  --bodies A..B     compiles the bodies of these seeds, in place of those of bodies.txt
  --shrink SEED     as --seed, and removes from the body that fails what is not needed for that
  --reached         says how often each rule was reached
  --alone           asks the model alone how often
  --choose N        prints seeds for bodies.txt, below N, whose bodies reach every rule
  --each            each body alone; prints the names of those that fail
";

struct Arguments {
    config: Config,
    bodies: Option<Range<u64>>,
    shrink: bool,
    reached: bool,
    alone: bool,
    each: bool,
    choose: Option<u64>,
}

fn main() -> ExitCode {
    let arguments = match Arguments::read(env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("{error}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    match arguments.carry_out() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

impl Arguments {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Self, Box<dyn Error>> {
        let config = Config::default();
        let mut read = Arguments {
            config,
            bodies: None,
            shrink: false,
            reached: false,
            alone: false,
            each: false,
            choose: None,
        };
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
            match word.as_str() {
                "--seed" => read.config.seed = value()?.parse()?,
                "--count" => read.config.sequences = value()?.parse()?,
                "--longest" => read.config.longest = value()?.parse()?,
                "--bodies" => read.bodies = Some(range(&value()?)?),
                "--shrink" => (read.shrink, read.config.seed) = (true, value()?.parse()?),
                "--alone" => read.alone = true,
                "--reached" => read.reached = true,
                "--choose" => read.choose = Some(value()?.parse()?),
                "--each" => read.each = true,
                _ => return Err(format!("{word}: there is no such option").into()),
            }
        }
        Ok(read)
    }

    /// Whether the two sides agree.
    fn carry_out(&self) -> Result<bool, Box<dyn Error>> {
        if let Some(seeds) = &self.bodies {
            return self.with_other_bodies(seeds.clone().map(|seed| seed.to_string()).collect());
        }
        if let Some(below) = self.choose {
            chosen(self.config, below, 12).iter().for_each(|seed| println!("{seed}"));
        } else if self.each {
            let failing =
                bodies().enumerate().filter(|(body, _)| run_body(self.config, *body).is_err());
            failing.for_each(|(_, name)| println!("{name}"));
        } else if self.alone {
            Self::print_reached(&reached(self.config));
        } else {
            return self.compare();
        }
        Ok(true)
    }

    fn compare(&self) -> Result<bool, Box<dyn Error>> {
        match run(self.config) {
            Ok(reached) => {
                let count = self.config.sequences;
                println!("{count} sequences agree, of {} bodies", bodies().count());
                if self.reached {
                    Self::print_reached(&reached);
                }
                Ok(true)
            }
            Err(failure) => {
                println!("{failure}");
                if self.shrink {
                    self.shrunk(&failure.body)?;
                }
                Ok(false)
            }
        }
    }

    fn print_reached(reached: &Reached) {
        Rule::ALL.iter().for_each(|rule| println!("{:>9} {rule:?}", reached.times(*rule)));
    }

    fn with_other_bodies(&self, bodies: Vec<String>) -> Result<bool, Box<dyn Error>> {
        let mut arguments = self.config.to_arguments();
        arguments.extend(self.reached.then(|| "--reached".to_owned()));
        if self.shrink {
            arguments.extend(["--shrink".to_owned(), self.config.seed.to_string()]);
        }
        let status =
            recompiled(&bodies, &arguments).map_err(|trouble| trouble.to_string())?.status()?;
        Ok(status.success())
    }

    fn shrunk(&self, body: &str) -> Result<(), Box<dyn Error>> {
        let config = Config { sequences: self.config.sequences.min(20_000), ..self.config };
        let smallest = shrink(body, config, |smaller| println!("smaller: {smaller}"));
        let smallest = smallest.map_err(|trouble| trouble.to_string())?;
        recompiled(&[smallest], &config.to_arguments())
            .map_err(|trouble| trouble.to_string())?
            .status()?;
        Ok(())
    }
}

fn range(word: &str) -> Result<Range<u64>, Box<dyn Error>> {
    let (start, end) = word.split_once("..").ok_or("bodies are given as A..B")?;
    Ok(start.parse()?..end.parse()?)
}
