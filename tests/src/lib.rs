//! The tests live in `tests/`, one topic a file.
