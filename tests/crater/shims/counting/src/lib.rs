//! asyncgen under the name of async-stream, which writes down each site that expands.

#[doc(hidden)]
pub use asyncgen;
#[doc(hidden)]
pub use counter;

#[macro_export]
macro_rules! stream {
    ($($body:tt)*) => { $crate::counter::stream! { ($crate) $($body)* } };
}

#[macro_export]
macro_rules! try_stream {
    ($($body:tt)*) => { $crate::counter::try_stream! { ($crate) $($body)* } };
}
