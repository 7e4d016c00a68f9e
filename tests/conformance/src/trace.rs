//! A trace, op by op.

/// The tokens of one driver op, or of the implicit end.
#[derive(Clone, Copy, Debug)]
pub struct Segment<'a> {
    /// Where its tokens stand in the trace.
    pub at: usize,
    /// Its tokens, beginning with its header.
    pub tokens: &'a [String],
    /// The generator's state before it.
    pub before: &'a str,
}

impl<'a> Segment<'a> {
    /// Where the outcome of its operation stands in the trace, and what it is.
    #[must_use]
    pub fn outcome(&self) -> Option<(usize, &'a str)> {
        let place = self.tokens.iter().position(|token| token.starts_with("= "))?;
        Some((self.at + place, &self.tokens[place]))
    }

    /// How often the operation suspended.
    #[must_use]
    pub fn suspensions(&self) -> usize {
        self.tokens
            .iter()
            .take_while(|token| !token.starts_with("= "))
            .filter(|token| *token == "pending")
            .count()
    }

    /// The generator's state after it, if the op was not skipped.
    #[must_use]
    pub fn after(&self) -> Option<&'a str> {
        self.tokens.last().and_then(|token| token.strip_prefix(". "))
    }
}

/// The segments of a trace: one for each of `ops` driver ops, and the end.
///
/// # Errors
///
/// If there are not as many.
pub fn segments(trace: &[String], ops: usize) -> Result<Vec<Segment<'_>>, String> {
    let is_header =
        |token: &&str| token.starts_with("> ") && !["> finalize", "> aclose"].contains(token);
    let heads: Vec<usize> = (0..trace.len()).filter(|&at| is_header(&trace[at].as_str())).collect();
    if heads.len() != ops + 1 || heads[0] != 0 {
        return Err(format!("the trace has {} ops, the driver {ops} and the end", heads.len()));
    }
    let mut before = "created";
    let mut segments = Vec::new();
    for (place, &at) in heads.iter().enumerate() {
        let end = heads.get(place + 1).copied().unwrap_or(trace.len());
        let segment = Segment { at, tokens: &trace[at..end], before };
        before = segment.after().unwrap_or(before);
        segments.push(segment);
    }
    Ok(segments)
}
