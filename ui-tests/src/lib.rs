//! What asyncgen says about mistakes: a folder a stage, a file a mistake.
//!
//! | folder | what goes wrong |
//! |---|---|
//! | `args` | the attribute's arguments |
//! | `signature` | the function that the attribute stands on |
//! | `ownership` | something that belongs to a generator stands where there is none, or another |
//! | `flow` | how a body is left: `return`, the last expression, `?`, jumps across `catch!` and `finally!` |
//! | `types` | types, lifetimes and lints in a body, and where a generator is consumed |
//! | `soundness` | attacks: each must not compile |
//! | `rustc_first` | what rustc rejects before any macro runs; for the record |
//! | `pass` | nothing: what must not be taken for a mistake |
//!
//! Beside each file is what the user reads. `TRYBUILD=overwrite cargo test -p asyncgen-ui-tests` writes it anew; then
//! read what changed. A mistake gives one error, and nothing of ours is mentioned; a file with an exception says so in
//! its first lines, `// errors: 2` and `// mentions: word`, and `tests/count.rs` holds all of them to it. An attack that
//! takes an expansion apart says what it looks for, `// takes: tokens`; some golden expansion has to hold that.
//!
//! Most words are rustc's, so the snapshots are compared under the one rustc that `build.rs` names. Our own words are
//! asserted apart, under every rustc, in `macros/src/tests.rs`.
