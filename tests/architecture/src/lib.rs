//! The rules for the sources, as functions that list what breaks them. `tests/` applies each rule
//! to the repository, and to a few lines that break it.

pub mod documents;
pub mod exemption;
pub mod glossary;
pub mod imports;
pub mod layers;
pub mod messages;
pub mod sizes;
pub mod sources;
pub mod unsafe_code;
