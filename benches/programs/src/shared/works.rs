//! The works that are measured, by name. A work of a row does something `n` times, or gives a size
//! in bytes.

use core::hint::black_box;

use super::bodies::{
    Bodies, Counter, Layer, Layers2, Layers4, Layers8, Layers16, Plumb, Source, relay_blocks,
    relays,
};
use super::consumer::{boxed_dyn, keep, owned, pinned, stack};

/// Makes a function that does the work of a name. In each work, `ROW` is a number that no other
/// work has.
macro_rules! works {
    (
        $(#[$attribute:meta])*
        $function:ident<$bodies:ident>($n:ident) { $($name:literal => $work:expr,)* }
    ) => {
        $(#[$attribute])*
        fn $function<$bodies: Bodies>(name: &str, $n: u64) -> Option<u64> {
            match name {
                $($name => {
                    #[allow(dead_code)]
                    const ROW: u64 = number($name);
                    Option::<u64>::from($work)
                })*
                _ => None,
            }
        }
    };
}

works! {
    /// Draining, in all ways.
    drains<B>(n) {
        "drain-owned" => owned(B::count::<ROW>(n)),
        "drain-pinned" => pinned(B::count::<ROW>(n)),
        "drain-dyn" => boxed_dyn(B::count::<ROW>(n)),
        "drain-boxed" => owned(black_box(B::boxed::<ROW>(n))),
        "drain-closed" => B::drain_and_close::<ROW>(n),
        "ready-owned" => owned(B::ready_between::<ROW>(n)),
        "ready-pinned" => pinned(B::ready_between::<ROW>(n)),
        "ready-dyn" => boxed_dyn(B::ready_between::<ROW>(n)),
        "pending-owned" => owned(B::pending_between::<ROW>(n)),
        "pending-pinned" => pinned(B::pending_between::<ROW>(n)),
        "pending-dyn" => boxed_dyn(B::pending_between::<ROW>(n)),
        "three-owned" => (0..n).map(|_| owned(B::count::<ROW>(black_box(3)))).sum::<u64>(),
        "three-pinned" => (0..n).map(|_| pinned(B::count::<ROW>(black_box(3)))).sum::<u64>(),
    }
}

works! {
    /// Large items, sending, errors.
    protocol<B>(n) {
        "page-owned" => owned(B::pages::<ROW>(n)),
        "page-pinned" => pinned(B::pages::<ROW>(n)),
        "page-dyn" => boxed_dyn(B::pages::<ROW>(n)),
        "send-owned" => B::send_owned::<ROW>(n),
        "send-pinned" => B::send_pinned::<ROW>(n),
        "try-owned" => owned(B::checked::<ROW>(n)),
        "try-pinned" => pinned(B::checked::<ROW>(n)),
        "try-dyn" => boxed_dyn(B::checked::<ROW>(n)),
        "throws-owned" => owned(B::fallible::<ROW>(n)),
        "throws-pinned" => pinned(B::fallible::<ROW>(n)),
    }
}

works! {
    /// Generators in generators.
    nests<B>(n) {
        "nested-1" => pinned(Layer::<B, Counter<B, ROW>>::open(n)),
        "nested-2" => pinned(Layers2::<B, Counter<B, ROW>>::open(n)),
        "nested-4" => pinned(Layers4::<B, Counter<B, ROW>>::open(n)),
        "nested-8" => pinned(Layers8::<B, Counter<B, ROW>>::open(n)),
        "nested-16" => pinned(Layers16::<B, Counter<B, ROW>>::open(n)),
        "by-value-8" => pinned(relays::<B, ROW>(n)),
        "stack-1" => stack(Layer::<B, Plumb<B, ROW>>::open(3)),
        "stack-8" => stack(Layers8::<B, Plumb<B, ROW>>::open(3)),
    }
}

works! {
    /// Sizes, and a crowd that stays alive.
    sizes<B>(n) {
        "bytes-count" => bytes(&B::count::<ROW>(n)),
        "bytes-page" => bytes(&B::pages::<ROW>(n)),
        "bytes-argument" => bytes(&B::bytes([0; 1024])),
        "bytes-by-value-8" => layers::<B, _>(&relays::<B, ROW>(n)),
        "bytes-block-by-value-8" => layers::<B, _>(&relay_blocks::<B, ROW>(n)),
        "bytes-nested-16" => layers::<B, _>(&Layers16::<B, Counter<B, ROW>>::open(n)),
        "live" => keep(n, B::count::<ROW>),
        "live-page" => keep(n, B::pages::<ROW>),
    }
}

/// Does the work `n` times; gives what the items add up to, or a size in bytes. `None` if the peer
/// cannot do it.
pub(crate) fn run<B: Bodies>(name: &str, n: u64) -> Option<u64> {
    drains::<B>(name, n)
        .or_else(|| protocol::<B>(name, n))
        .or_else(|| nests::<B>(name, n))
        .or_else(|| sizes::<B>(name, n))
        .or_else(|| B::guarded(name, n))
}

/// Does something where the stack is aligned to a cache line: the parts in which libc copies depend
/// on it, and it on the length of the arguments and of the environment.
#[inline(never)]
pub(crate) fn aligned<R>(work: impl FnOnce() -> R) -> R {
    #[repr(align(64))]
    struct Line([u8; 64]);
    let line = Line([0; 64]);
    black_box(&line.0);
    work()
}

fn bytes<T>(value: &T) -> u64 {
    size_of_val(value) as u64
}

fn layers<B: Bodies, T>(value: &T) -> Option<u64> {
    (!B::BOXES_LAYERS).then(|| bytes(value))
}

/// A number for a name (FNV-1a).
pub(crate) const fn number(name: &str) -> u64 {
    let (mut hash, mut rest) = (0xcbf2_9ce4_8422_2325_u64, name.as_bytes());
    while let [byte, tail @ ..] = rest {
        hash = (hash ^ *byte as u64).wrapping_mul(0x0100_0000_01b3);
        rest = tail;
    }
    hash
}
