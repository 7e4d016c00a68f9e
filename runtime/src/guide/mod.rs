//! Chapters on using generators: what the reference documentation of one item cannot show. Their
//! examples are compiled and run.

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

pub mod coming_from {
    #![doc = include_str!("coming_from.md")]
}

pub mod other_attributes {
    #![doc = include_str!("other_attributes.md")]
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
