//! Chapters on using generators: what the reference documentation of one item cannot show. Their
//! examples are compiled and run.

pub mod when_the_consumer_goes_away {
    #![doc = include_str!("when_the_consumer_goes_away.md")]
}
