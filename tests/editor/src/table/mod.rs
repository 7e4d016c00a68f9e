//! All questions.

mod completion;
mod differences;
mod names;
mod while_broken;
mod whole_file;
mod words;

use crate::row::Row;

/// All of them.
pub(crate) fn rows() -> impl Iterator<Item = &'static Row> {
    [names::ROWS, words::ROWS, whole_file::ROWS, completion::ROWS, while_broken::ROWS]
        .into_iter()
        .flatten()
}
