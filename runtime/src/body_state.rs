//! The life-cycle state of a body.

/// Life-cycle state of a body.
///
/// The order matters: the states in which there is a body that can be polled come first, so that
/// one comparison finds them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyState {
    /// The body has not been polled.
    Created = 0,
    /// The body is suspended at a yield.
    Suspended = 1,
    /// The body is pending at something that it awaits.
    Running = 3,
    /// `Running` after exit was raised: an error that ends the step answers `close`.
    Closing = 7,
    /// The body has returned or panicked. It is in this state while it is polled, too, because that
    /// is what a panic leaves behind.
    Ended = 8,
    /// The storage is empty.
    Closed,
    /// `Created`, and what makes the body is in the storage.
    Unstarted,
    /// `Running` in a cleanup, behind which exit is to be raised.
    ExitRemembered,
}

impl BodyState {
    /// From this one on there is no body that is polled in the ordinary way.
    pub(crate) const FIRST_WITHOUT_BODY: u8 = BodyState::Ended as u8;

    /// The state of a body that is pending after it was polled in this state. One bit tells, so
    /// that rustc needs no comparison.
    #[inline(always)]
    pub(crate) fn pending(self) -> Self {
        const CLOSING: u8 = BodyState::Closing as u8 ^ BodyState::Running as u8;
        match self as u8 & CLOSING {
            0 => BodyState::Running,
            _ => BodyState::Closing,
        }
    }
}
