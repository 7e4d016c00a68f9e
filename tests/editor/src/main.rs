//! Asks a real rust-analyzer what an editor asks, in each spelling of a generator and in the same
//! body as a plain `async fn`. Each question in each spelling is a test of its own.

mod answer;
mod ask;
mod files;
mod project;
mod row;
mod server;
mod source;
mod table;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use libtest_mimic::{Arguments, Trial};

use crate::files::Repository;
use crate::project::Project;
use crate::row::Row;
use crate::source::Spelling;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let Some(command) = server::command() else {
        println!("skipped: what rust-analyzer answers (rust-analyzer is not here)");
        return ExitCode::SUCCESS;
    };
    let mut trials = questions(&command);
    trials.extend(files(&command));
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// What is started for the first test that needs it, and used by one at a time.
type Shared<T> = Arc<Mutex<Option<T>>>;

fn with<T>(shared: &Shared<T>, start: impl FnOnce() -> T, test: impl FnOnce(&mut T)) {
    let mut shared = shared.lock().unwrap_or_else(PoisonError::into_inner);
    test(shared.get_or_insert_with(start));
}

fn questions(command: &Path) -> Vec<Trial> {
    let project: Shared<Project> = Arc::default();
    let spellings = |row: &'static Row| row.spellings().iter().map(move |&it| (row, it));
    let trial = |(row, spelling): (&'static Row, Spelling)| {
        let (project, command) = (Arc::clone(&project), command.to_owned());
        Trial::test(format!("{} / {}", row.name, spelling.name()), move || {
            let mut result = Ok(());
            let test = |project: &mut Project| result = row.check(project, spelling);
            with(&project, || Project::open(&command), test);
            Ok(result?)
        })
    };
    table::rows().flat_map(spellings).map(trial).collect()
}

fn files(command: &Path) -> Vec<Trial> {
    let repository: Shared<Repository> = Arc::default();
    let trial = |file: PathBuf| {
        let (repository, command) = (Arc::clone(&repository), command.to_owned());
        Trial::test(format!("nothing is wrong in {}", file.display()), move || {
            let mut result = Ok(());
            let test = |repository: &mut Repository| result = repository.check(&file);
            with(&repository, || Repository::open(&command), test);
            Ok(result?)
        })
    };
    files::all().into_iter().map(trial).collect()
}
