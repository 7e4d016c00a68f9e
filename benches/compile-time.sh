#!/usr/bin/env bash
# What 200 generators cost to compile, in CPU seconds, beside async-stream. Run by hand: times are noisy.
#
#   benches/compile-time.sh [functions] [repetitions]
#
# Each figure is the least of the repetitions.
set -euo pipefail

functions=${1:-200}
repetitions=${2:-3}
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CARGO_TARGET_DIR=$work/target CARGO_INCREMENTAL=1

# body <implementation> <number>: one function, with the kinds of statements that real ones have.
body() {
    case $1 in
        asyncgen) cat <<RUST
#[asyncgen::async_generator]
pub async fn numbers_$2(from: u64, to: u64) -> u64 {
    for x in from..to {
        pause().await;
        if x % 100 == 0 { yield_!(x + $2); } else { yield_!(x); }
    }
    yield_!(to);
}
RUST
        ;;
        async-stream) cat <<RUST
pub fn numbers_$2(from: u64, to: u64) -> impl futures_core::Stream<Item = u64> {
    async_stream::stream! {
        for x in from..to {
            pause().await;
            if x % 100 == 0 { yield x + $2; } else { yield x; }
        }
        yield to;
    }
}
RUST
        ;;
    esac
}

# Each function is polled once: what is never polled is never compiled to machine code.
crate() {
    mkdir -p "$work/$1/src"
    cat > "$work/$1/Cargo.toml" <<TOML
[package]
name = "compile-time-$1"
edition = "2024"
[dependencies]
futures-core = "0.3"
$2
[workspace]
TOML
    {
        echo 'use futures_core::Stream;'
        echo 'async fn pause() {}'
        echo 'fn poll<S: Stream<Item = u64>>(s: S, cx: &mut std::task::Context<'"'_"'>) { let _ = std::pin::pin!(s).poll_next(cx).is_ready(); }'
        for n in $(seq "$functions"); do body "$1" "$n"; done
        echo 'fn main() { let cx = &mut std::task::Context::from_waker(std::task::Waker::noop());'
        for n in $(seq "$functions"); do echo "poll(numbers_$n(0, 9), cx);"; done
        echo '}'
    } > "$work/$1/src/main.rs"
}

# cpu <command…>: CPU seconds, children included.
cpu() {
    local TIMEFORMAT='%U %S'
    { time "$@" > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }; } 2>&1 | awk '{ printf "%.2f\n", $1 + $2 }'
}

least() { sort -n | head -n 1; }

# figure <implementation> <name> <prepare> <command…>
figure() {
    local implementation=$1 name=$2 prepare=$3
    shift 3
    local least
    least=$(for _ in $(seq "$repetitions"); do $prepare "$implementation"; cpu "$@"; done | least)
    printf '%-14s %-18s %6s s\n' "$implementation" "$name" "$least"
}

in_crate() { (cd "$work/$implementation" && cargo "$@"); }
forget() { in_crate clean -q; }
forget_crate() { in_crate clean -q -p "compile-time-$1"; }
forget_release() { in_crate clean -q --release -p "compile-time-$1"; }
# Another number in the middle function: nothing else changes, no line moves.
edit() { sed -i -E "/numbers_$((functions / 2))\\(from/,/^}/ s/% [0-9]+/% $((RANDOM % 900 + 100))/" "$work/$1/src/main.rs"; }

echo "$functions functions, $(rustc --version), least of $repetitions:"
crate asyncgen "asyncgen = { path = \"$root/runtime\" }"
crate async-stream 'async-stream = "0.3.6"'
for implementation in asyncgen async-stream; do
    export CARGO_TARGET_DIR=$work/target-$implementation
    in_crate fetch -q
    figure "$implementation" "the dependency" forget in_crate build -q --release -p "$implementation"
    in_crate build -q --release 2> /dev/null
    figure "$implementation" "release" forget_release in_crate build -q --release
    in_crate check -q 2> /dev/null
    figure "$implementation" "check" forget_crate in_crate check -q
    figure "$implementation" "check after edit" edit in_crate check -q
done
