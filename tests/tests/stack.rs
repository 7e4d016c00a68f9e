//! A generator needs little of the stack, also in debug builds, which copy whatever is moved.

use std::cell::Cell;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::thread;

use asyncgen::async_generator;
use asyncgen_tests::drain;
use futures::Stream;

/// The stack of a thread, unless it is told otherwise.
const STACK: usize = 2 << 20;

#[async_generator]
async fn ends<const N: usize>(bytes: [u8; N]) -> u8 {
    yield_!(bytes[0]);
    yield_!(bytes[N - 1]);
}

/// Has a destructor, as far as the macro can tell.
struct Page<const N: usize>([u8; N]);

#[async_generator]
async fn ends_of_a_page<const N: usize>(page: Page<N>) -> u8 {
    yield_!(page.0[0]);
    yield_!(page.0[N - 1]);
}

/// Drains a generator on a thread. If the stack did not suffice, this program would be aborted.
fn on_a_thread<S: Stream<Item = u8>>(open: impl FnOnce() -> S + Send + 'static) -> Vec<u8> {
    let thread = thread::Builder::new().stack_size(STACK);
    let items = thread.spawn(|| drain(pin!(open()))).expect("a thread");
    items.join().expect("its stack suffices")
}

#[test]
fn an_argument_fits_on_a_thread_several_times() {
    assert_eq!(on_a_thread(|| ends([7; STACK / 8])), [7, 7]);
    assert_eq!(on_a_thread(|| ends_of_a_page(Page([7; STACK / 8]))), [7, 7]);
}

/// Notes how deep the stack is where it is polled.
struct Depth;

thread_local! {
    static DEEPEST: Cell<usize> = const { Cell::new(usize::MAX) };
}

/// Apart, so that all of the frame counts in which the future is polled.
#[inline(never)]
fn note_depth() {
    let local = 0_u8;
    DEEPEST.set(DEEPEST.get().min((&raw const local).addr()));
}

impl Future for Depth {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        note_depth();
        Poll::Ready(())
    }
}

/// The bytes of stack between a consumer and the innermost generator.
#[inline(never)]
fn depth_of(stream: Pin<&mut impl Stream<Item = u8>>) -> usize {
    let local = 0_u8;
    DEEPEST.set(usize::MAX);
    assert_eq!(drain(stream), [1]);
    (&raw const local).addr() - DEEPEST.get()
}

/// The bytes of stack that a layer takes: the mean of four.
fn of_a_layer<Outer, Inner>(four: impl FnOnce() -> Outer, none: impl FnOnce() -> Inner) -> usize
where
    Outer: Stream<Item = u8>,
    Inner: Stream<Item = u8>,
{
    (depth_of(pin!(four())) - depth_of(pin!(none()))) / 4
}

/// Layers around a generator, each of which opens the one below it.
macro_rules! layers {
    ($awaits:ident, $around:ident: $($layer:ident $below:ident),*) => {
        $awaits!();
        $($around!($layer, $below);)*
    };
}

mod ours {
    use super::*;

    macro_rules! awaits {
        () => {
            #[async_generator]
            pub(crate) async fn layer_0(bytes: [u8; 256]) -> u8 {
                Depth.await;
                yield_!(bytes[0]);
            }
        };
    }

    macro_rules! around {
        ($layer:ident, $below:ident) => {
            #[async_generator]
            pub(crate) async fn $layer(bytes: [u8; 256]) -> u8 {
                #[for_await]
                for x in $below([1; 256]) {
                    yield_!(x * bytes[0]);
                }
            }
        };
    }

    layers!(awaits, around: layer_1 layer_0, layer_2 layer_1, layer_3 layer_2, layer_4 layer_3);
}

mod async_streams {
    use async_stream::stream;

    use super::*;

    macro_rules! awaits {
        () => {
            pub(crate) fn layer_0(bytes: [u8; 256]) -> impl Stream<Item = u8> {
                stream! {
                    Depth.await;
                    yield bytes[0];
                }
            }
        };
    }

    macro_rules! around {
        ($layer:ident, $below:ident) => {
            pub(crate) fn $layer(bytes: [u8; 256]) -> impl Stream<Item = u8> {
                stream! {
                    for await x in $below([1; 256]) {
                        yield x * bytes[0];
                    }
                }
            }
        };
    }

    layers!(awaits, around: layer_1 layer_0, layer_2 layer_1, layer_3 layer_2, layer_4 layer_3);
}

/// By a word or two more, as one rustc or another lays out what it spills.
#[test]
fn a_layer_takes_no_more_than_one_of_async_stream() {
    if std::env::var_os("ASAN_OPTIONS").is_some() {
        eprintln!("skipped: AddressSanitizer keeps variables elsewhere");
        return;
    }
    let ours = of_a_layer(|| ours::layer_4([1; 256]), || ours::layer_0([1; 256]));
    let theirs =
        of_a_layer(|| async_streams::layer_4([1; 256]), || async_streams::layer_0([1; 256]));
    assert!(ours <= theirs + theirs / 16, "{ours} bytes, not {theirs}");
}

/// Layers that are given the one below them.
mod by_value {
    use super::*;

    #[async_generator]
    pub(crate) async fn ours(inner: impl Stream<Item = u8>, bytes: [u8; 256]) -> u8 {
        #[for_await]
        for x in inner {
            yield_!(x * bytes[0]);
        }
    }

    pub(crate) fn theirs(
        inner: impl Stream<Item = u8>,
        bytes: [u8; 256],
    ) -> impl Stream<Item = u8> {
        async_stream::stream! {
            for await x in inner {
                yield x * bytes[0];
            }
        }
    }
}

#[test]
fn a_layer_by_value_takes_no_more_than_one_of_async_stream() {
    if std::env::var_os("ASAN_OPTIONS").is_some() {
        eprintln!("skipped: AddressSanitizer keeps variables elsewhere");
        return;
    }
    macro_rules! of_a_layer {
        ($layers:ident, $around:ident) => {{
            let none = || $layers::layer_0([1; 256]);
            of_a_layer(
                || {
                    let inner = by_value::$around(none(), [1; 256]);
                    let inner = by_value::$around(inner, [1; 256]);
                    let inner = by_value::$around(inner, [1; 256]);
                    by_value::$around(inner, [1; 256])
                },
                none,
            )
        }};
    }
    let (ours, theirs) = (of_a_layer!(ours, ours), of_a_layer!(async_streams, theirs));
    assert!(ours <= theirs + theirs / 16, "{ours} bytes, not {theirs}");
}
