//! asyncgen under the name of async-stream.
pub use asyncgen::{stream, try_stream};
