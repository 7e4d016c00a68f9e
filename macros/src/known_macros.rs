//! What is known of other crates' macros by their names: those of the standard library, of `log`
//! and of `tracing`, and those that poll futures.

use syn::{Ident, Macro};

/// What holds for a macro of the standard library, `log` or `tracing`, besides that it awaits
/// nothing by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Property {
    /// It uses its arguments as expressions, and prints none of their tokens.
    Quiet,
    /// It does not stand for code that is still to be written, and code goes on behind it.
    Finished,
    /// Its value is not `()`.
    Value,
}

use Property::{Finished, Quiet, Value};

const MACROS: [(&str, &[Property]); 47] = [
    ("addr_of", &[]),
    ("assert", &[Finished]),
    ("assert_eq", &[Finished, Quiet]),
    ("assert_ne", &[Finished, Quiet]),
    ("column", &[]),
    ("concat", &[Value]),
    ("dbg", &[Finished]),
    ("debug", &[Finished, Quiet]),
    ("debug_assert", &[Finished]),
    ("debug_assert_eq", &[Finished, Quiet]),
    ("debug_assert_ne", &[Finished, Quiet]),
    ("debug_span", &[]),
    ("enabled", &[]),
    ("env", &[Value]),
    ("eprint", &[Finished, Quiet]),
    ("eprintln", &[Finished, Quiet]),
    ("error", &[Finished, Quiet]),
    ("error_span", &[]),
    ("event", &[Quiet]),
    ("file", &[]),
    ("format", &[Finished, Quiet, Value]),
    ("format_args", &[Quiet, Value]),
    ("include_bytes", &[Value]),
    ("include_str", &[Value]),
    ("info", &[Finished, Quiet]),
    ("info_span", &[]),
    ("line", &[]),
    ("log", &[Quiet]),
    ("matches", &[Finished, Quiet, Value]),
    ("module_path", &[]),
    ("option_env", &[]),
    ("panic", &[Quiet]),
    ("print", &[Finished, Quiet]),
    ("println", &[Finished, Quiet]),
    ("span", &[]),
    ("stringify", &[Value]),
    ("thread_local", &[]),
    ("todo", &[Quiet]),
    ("trace", &[Finished, Quiet]),
    ("trace_span", &[]),
    ("unimplemented", &[Quiet]),
    ("unreachable", &[Quiet]),
    ("vec", &[Finished, Quiet, Value]),
    ("warn", &[Finished, Quiet]),
    ("warn_span", &[]),
    ("write", &[Finished, Quiet]),
    ("writeln", &[Finished, Quiet]),
];

/// The crates whose macros these are.
const CRATES: [&str; 5] = ["alloc", "core", "log", "std", "tracing"];

/// Macros that return an error from the function around them.
const RETURNING: [&str; 2] = ["bail", "ensure"];

/// Macros that await their arguments.
const AWAITING: [&str; 5] = ["join", "select", "select_biased", "try_join", "try_select"];

/// The crates whose `join!` and `try_join!` take futures, and nothing else.
const JOINING_CRATES: [&str; 3] = ["futures", "futures_util", "tokio"];

/// The name of a macro, and the crate that its path begins with, if there is one.
pub(crate) struct MacroName {
    first: Option<String>,
    last: String,
}

impl MacroName {
    pub(crate) fn of(mac: &Macro) -> Self {
        let segments = &mac.path.segments;
        let last = segments.last().map_or_else(String::new, |last| last.ident.to_string());
        let first = segments.first().filter(|_| segments.len() > 1).map(|it| it.ident.to_string());
        MacroName { first, last }
    }

    /// Whether it awaits nothing by itself.
    pub(crate) fn is_harmless(&self) -> bool {
        properties(&self.last).is_some() && self.is_of(&CRATES)
    }

    /// Whether it uses its arguments as expressions, and prints none of their tokens.
    pub(crate) fn is_quiet(&self) -> bool {
        has(&self.last, Quiet) && (self.is_of(&CRATES) || self.is_of(&["defmt"]))
    }

    /// Whether it has a value that is not `()`.
    pub(crate) fn has_value(&self) -> bool {
        self.first.is_none() && has(&self.last, Value)
    }

    /// Whether it awaits its arguments.
    pub(crate) fn is_awaiting(&self) -> bool {
        AWAITING.contains(&self.last.as_str())
    }

    /// Whether it leaves its arguments in the function in which it is called.
    pub(crate) fn is_of_its_place(&self) -> bool {
        self.is_harmless() || self.is_awaiting()
    }

    /// Whether it is a `join!` whose arguments are futures. Another crate's may be anything.
    pub(crate) fn joins_futures(&self) -> bool {
        (self.last == "join" || self.last == "try_join")
            && self.first.is_some()
            && self.is_of(&JOINING_CRATES)
    }

    /// The error that it returns, if it is one of a crate that is known to do so.
    pub(crate) fn returned_error(&self) -> Option<&'static str> {
        let is_of = |crates: &[&str]| self.first.as_deref().is_some_and(|it| crates.contains(&it));
        let returns = RETURNING.contains(&self.last.as_str());
        match () {
            () if !returns => None,
            () if is_of(&["anyhow"]) => Some("anyhow::Error"),
            () if is_of(&["color_eyre", "eyre"]) => Some("eyre::Report"),
            () => None,
        }
    }

    /// Whether the path begins with one of these crates, or is the name alone.
    fn is_of(&self, crates: &[&str]) -> bool {
        self.first.as_deref().is_none_or(|first| crates.contains(&first))
    }
}

/// Whether a macro of this name stands in finished code, through which the body goes on.
pub(crate) fn is_finished(name: &Ident) -> bool {
    has(&name.to_string(), Finished)
}

fn has(name: &str, property: Property) -> bool {
    properties(name).is_some_and(|properties| properties.contains(&property))
}

fn properties(name: &str) -> Option<&'static [Property]> {
    MACROS.iter().find(|(known, _)| *known == name).map(|(_, properties)| *properties)
}

#[cfg(test)]
mod tests {
    use super::{MacroName, is_finished};

    /// What is known of a macro, a letter for each property.
    fn known(path: &str) -> String {
        let mac = syn::parse_str(&format!("{path}!()")).expect("a macro");
        let name = MacroName::of(&mac);
        [
            (name.is_harmless(), 'h'),
            (name.is_quiet(), 'q'),
            (name.has_value(), 'v'),
            (name.is_awaiting(), 'a'),
            (name.joins_futures(), 'j'),
        ]
        .into_iter()
        .filter_map(|(holds, letter)| holds.then_some(letter))
        .collect()
    }

    #[test]
    fn by_their_names_and_crates() {
        for (path, letters) in [
            ("println", "hq"),
            ("std::println", "hq"),
            ("::core::format", "hq"),
            ("format", "hqv"),
            ("concat", "hv"),
            ("other::concat", ""),
            ("dbg", "h"),
            ("tracing::info", "hq"),
            ("defmt::info", "q"),
            ("other::info", ""),
            ("other", ""),
            ("join", "a"),
            ("futures::join", "aj"),
            ("tokio::try_join", "aj"),
            ("other::join", "a"),
            ("futures::select", "a"),
            ("try_join", "a"),
        ] {
            assert_eq!(known(path), letters, "{path}");
        }
    }

    #[test]
    fn in_finished_code() {
        for (name, expected) in
            [("assert", true), ("vec", true), ("todo", false), ("panic", false), ("other", false)]
        {
            let name = syn::parse_str(name).expect("a name");
            assert_eq!(is_finished(&name), expected, "{name}");
        }
    }

    #[test]
    fn return_the_error_of_their_crate() {
        for (path, expected) in [
            ("anyhow::bail", Some("anyhow::Error")),
            ("::anyhow::ensure", Some("anyhow::Error")),
            ("eyre::bail", Some("eyre::Report")),
            ("color_eyre::eyre::bail", Some("eyre::Report")),
            ("anyhow::anyhow", None),
            ("other::bail", None),
            ("bail", None),
        ] {
            let mac = syn::parse_str(&format!("{path}!()")).expect("a macro");
            assert_eq!(MacroName::of(&mac).returned_error(), expected, "{path}");
        }
    }
}
