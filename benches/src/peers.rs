//! Who is compared.

/// One column of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Peer {
    HandWritten,
    Unfold,
    AsyncStream,
    AsyncGen,
    /// A task that sends its items through a bounded channel.
    Channel,
    /// rustc's own `async gen`: in a program of its own, built by a nightly rustc.
    Native,
    Asyncgen,
}

impl Peer {
    pub(crate) const ALL: [Self; 7] = [
        Peer::HandWritten,
        Peer::Unfold,
        Peer::AsyncStream,
        Peer::AsyncGen,
        Peer::Channel,
        Peer::Native,
        Peer::Asyncgen,
    ];

    /// Its name in the file of figures and as an argument of the measured program.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Peer::HandWritten => "hand-written",
            Peer::Unfold => "unfold",
            Peer::AsyncStream => "async-stream",
            Peer::AsyncGen => "async-gen",
            Peer::Channel => "channel",
            Peer::Native => "native",
            Peer::Asyncgen => "asyncgen",
        }
    }

    /// Its name on the page.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Peer::HandWritten => "hand-written",
            Peer::Unfold => "`unfold`",
            Peer::AsyncStream => "async-stream",
            Peer::AsyncGen => "async-gen",
            Peer::Channel => "channel and task",
            Peer::Native => "native `async gen`",
            Peer::Asyncgen => "**asyncgen**",
        }
    }
}
