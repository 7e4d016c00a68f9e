//! The exported items, named once each.

pub use asyncgen::async_gen;
pub use asyncgen::async_generator;
pub use asyncgen::catch;
pub use asyncgen::finally;
pub use asyncgen::stream;
pub use asyncgen::yield_;
pub use asyncgen::ForAwait;
