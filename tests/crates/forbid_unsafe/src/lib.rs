//! Generators where unsafe code is forbidden: none of what they expand to is the user's.
#![forbid(unsafe_code)]

macro_rules! generator {
    ([$($argument:tt)*] $($function:tt)*) => {
        #[::asyncgen::async_generator($($argument)*)]
        $($function)*
    };
}

include!("../../sample.rs");
