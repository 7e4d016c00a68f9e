//! Chapters on using generators: what the reference documentation of one item cannot show. Their
//! examples are compiled and run.
//!
//! # First steps
//!
//! - [`first_generator`]: install, write, consume; which spelling
//! - [`pinning`]: five lines
//! - [`errors`]: `?`, items that are results, `anyhow`, `catch!`; going on after an error
//!
//! # The protocol
//!
//! - [`talking`]: `send` and `throw`
//! - [`cleanup`]: `finally!`: what it sees, where it stands, who runs it
//! - [`when_the_consumer_goes_away`]: axum, tonic, timeouts, aborted tasks, shutdown
//! - [`cancellation`]: timeouts and `select!` lose nothing
//!
//! # In a program
//!
//! - [`returning_and_storing`]: types, boxes, fields, traits, `Send`, recursion
//! - [`adapters`]: `map`, `filter`, merging; what they lose; running ahead
//! - [`testing`]: without a runtime, with a paused clock, by properties
//! - [`sync_code`]: `block_on_stream`; blocking work
//! - [`no_std`]: microcontrollers, embassy
//! - [`other_attributes`]: `instrument`, `async_trait`, `tokio::main`, in which order
//!
//! # Looking it up
//!
//! - [`coming_from`]: async-stream, Python, hand-written streams, channels
//! - [`published_crates`]: async-stream's users, built and tested with asyncgen in its place
//! - [`how_it_works`]: with a drawing
//! - [`faq`]: short answers
//! - [`error_index`]: each message, what it means, what to do
//! - [MISTAKES.md]: each mistake that the tests make, its message, and what to do
//! - [COMPARISON.md]: what is said of ten mistakes, beside async-stream and nightly's `async gen`
//!
//! [MISTAKES.md]: https://docs.rs/crate/asyncgen/latest/source/MISTAKES.md
//! [COMPARISON.md]: https://docs.rs/crate/asyncgen/latest/source/COMPARISON.md

pub mod first_generator {
    #![doc = include_str!("first_generator.md")]
}

pub mod pinning {
    #![doc = include_str!("pinning.md")]
}

pub mod errors {
    #![doc = include_str!("errors.md")]
}

pub mod talking {
    #![doc = include_str!("talking.md")]
}

pub mod cleanup {
    #![doc = include_str!("cleanup.md")]
}

pub mod when_the_consumer_goes_away {
    #![doc = include_str!("when_the_consumer_goes_away.md")]
}

pub mod cancellation {
    #![doc = include_str!("cancellation.md")]
}

pub mod returning_and_storing {
    #![doc = include_str!("returning_and_storing.md")]
}

pub mod adapters {
    #![doc = include_str!("adapters.md")]
}

pub mod testing {
    #![doc = include_str!("testing.md")]
}

pub mod sync_code {
    #![doc = include_str!("sync_code.md")]
}

pub mod no_std {
    #![doc = include_str!("no_std.md")]
}

pub mod other_attributes {
    #![doc = include_str!("other_attributes.md")]
}

pub mod coming_from {
    #![doc = include_str!("coming_from.md")]
}

pub mod published_crates {
    #![doc = include_str!("published_crates.md")]
}

pub mod how_it_works {
    #![doc = include_str!("how_it_works.md")]
}

pub mod faq {
    #![doc = include_str!("faq.md")]
}

pub mod error_index {
    #![doc = include_str!("error_index.md")]
}
