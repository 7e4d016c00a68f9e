//! The works are the same in each spelling, and what needs no valgrind holds in every test run.

use crate::peers;

const WORKS: [&str; 30] = [
    "drain-owned",
    "drain-pinned",
    "drain-dyn",
    "drain-boxed",
    "drain-closed",
    "ready-owned",
    "ready-pinned",
    "ready-dyn",
    "pending-owned",
    "pending-pinned",
    "pending-dyn",
    "three-owned",
    "three-pinned",
    "page-owned",
    "page-pinned",
    "page-dyn",
    "send-owned",
    "send-pinned",
    "try-owned",
    "try-pinned",
    "try-dyn",
    "throws-owned",
    "throws-pinned",
    "nested-1",
    "nested-2",
    "nested-4",
    "nested-8",
    "nested-16",
    "select-all",
    "futures-unordered",
];

/// What is written with a channel and a task.
const OF_A_CHANNEL: [&str; 12] = [
    "drain-pinned",
    "ready-pinned",
    "pending-pinned",
    "three-pinned",
    "nested-1",
    "nested-2",
    "nested-4",
    "nested-8",
    "nested-16",
    "page-pinned",
    "try-pinned",
    "throws-pinned",
];

#[test]
fn every_peer_does_the_same_work() {
    for work in WORKS {
        let expected = peers::run("hand-written", work, 20_000);
        assert!(expected > Some(0), "{work}");
        for peer in peers::NAMES {
            let has_work = peer != "channel" || OF_A_CHANNEL.contains(&work);
            let expected = expected.filter(|_| has_work);
            assert_eq!(peers::run(peer, work, 20_000), expected, "{work} of {peer}");
        }
    }
}

#[test]
fn guards_change_no_item() {
    let expected = peers::run("asyncgen", "drain-pinned", 100);
    for work in ["catch-around", "catch-each", "finally-around", "finally-each"] {
        assert_eq!(peers::run("asyncgen", work, 100), expected, "{work}");
    }
    assert_eq!(peers::run("asyncgen", "throw-caught", 4), Some(1 + 3 + 6));
}

#[test]
fn large_items_are_not_part_of_the_generator() {
    let bytes = |work| peers::run("asyncgen", work, 1).expect("a size");
    // A number may be.
    assert!(bytes("bytes-page") < bytes("bytes-count"));
    assert!(bytes("bytes-page") <= 72, "{}", bytes("bytes-page"));
}

#[test]
fn a_layer_costs_stack() {
    for peer in peers::NAMES.into_iter().filter(|peer| *peer != "channel") {
        let stack = |work| peers::run(peer, work, 1).expect("a depth");
        assert!(stack("stack-1") < stack("stack-8"), "{peer}");
    }
}
