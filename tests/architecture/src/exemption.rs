//! Exemptions from a rule, each with its reason. One that is no longer needed is an error.

/// A part of the repository to which a rule does not apply.
#[derive(Clone, Copy, Debug)]
pub struct Exemption {
    /// A file, a folder that ends with `/`, or whatever else the rule names in its findings.
    pub what: &'static str,
    /// Why the rule does not apply, or what must change so that it can.
    pub reason: &'static str,
}

/// Something that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What breaks it: what an [`Exemption`] would name.
    pub what: String,
    /// Where, and how.
    pub message: String,
}

impl Exemption {
    fn covers(&self, finding: &Finding) -> bool {
        match self.what.ends_with('/') {
            true => finding.what.starts_with(self.what),
            false => finding.what == self.what,
        }
    }
}

/// The findings that no exemption covers, and the exemptions without which nothing would change.
#[must_use]
pub fn unexplained(findings: &[Finding], exemptions: &[Exemption]) -> Vec<String> {
    let count_of_exemptions =
        |finding: &Finding| exemptions.iter().filter(|it| it.covers(finding)).count();
    let broken = findings.iter().filter(|it| count_of_exemptions(it) == 0);
    let is_needed = |exemption: &&Exemption| {
        findings.iter().any(|it| exemption.covers(it) && count_of_exemptions(it) == 1)
    };
    let unused = exemptions.iter().filter(|it| !is_needed(it));
    let unused =
        unused.map(|it| format!("`{}` needs no exemption any more: delete its line", it.what));
    broken.map(|it| it.message.clone()).chain(unused).collect()
}

/// Fails with all findings that no exemption covers, and with all exemptions that cover none.
///
/// # Panics
///
/// If there are any.
#[track_caller]
pub fn assert_explained(findings: &[Finding], exemptions: &[Exemption]) {
    let unexplained = unexplained(findings, exemptions);
    assert!(unexplained.is_empty(), "{}", unexplained.join("\n"));
}
