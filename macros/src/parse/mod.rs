//! Parses the attribute's arguments and the function under it.

pub(crate) mod args;
pub(crate) mod function;
