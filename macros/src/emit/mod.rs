//! Writes the plain `fn` that returns the generator.

pub(crate) mod body;
mod boxed_lifetimes;
pub(crate) mod declared;
pub(crate) mod mentions;
pub(crate) mod params;
pub(crate) mod recover;
pub(crate) mod signature;
pub(crate) mod unreachable_code;
pub(crate) mod warning;
