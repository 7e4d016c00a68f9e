//! Reads scenarios: a JSON array, or one JSON object a line. What is wrong with one is said with
//! its place.

use serde_json::{Map, Value};

use crate::scenario::{Basic, Delegation, Interruption, Op, Scenario, Step, Try};
use crate::support::{Hooks, Kind};
use crate::{NAMED, Trouble};

type Parsed<T> = Result<T, String>;

/// The named scenarios.
///
/// # Errors
///
/// As for [`scenarios`].
pub fn named() -> Result<Vec<Scenario>, Trouble> {
    Ok(NAMED.into_iter().map(scenarios).collect::<Result<Vec<_>, _>>()?.concat())
}

/// The scenarios of a file's text.
///
/// # Errors
///
/// What is wrong with the first one that is not a scenario.
pub fn scenarios(text: &str) -> Result<Vec<Scenario>, Trouble> {
    let values = values(text).map_err(Trouble)?;
    let read = |(place, value)| {
        scenario(place, value)
            .map_err(|wrong| Trouble(format!("scenario {}: {wrong}", label(place, value))))
    };
    values.iter().enumerate().map(read).collect()
}

fn values(text: &str) -> Parsed<Vec<Value>> {
    if text.trim_start().starts_with('[') {
        return serde_json::from_str(text).map_err(|error| format!("not JSON: {error}"));
    }
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| {
            serde_json::from_str(line).map_err(|error| {
                format!(
                    "line {}: not JSON ({error}); expected an array of scenarios, or one scenario a line",
                    number + 1
                )
            })
        })
        .collect()
}

fn label(place: usize, value: &Value) -> String {
    match value.get("name").and_then(Value::as_str) {
        Some(name) => format!("{} (`{name}`)", place + 1),
        None => format!("{}", place + 1),
    }
}

fn scenario(place: usize, value: &Value) -> Parsed<Scenario> {
    let object = value.as_object().ok_or("not a JSON object")?;
    let trace = match object.get("trace") {
        None | Some(Value::Null) => None,
        Some(trace) => Some(list(trace, "trace", |token, at| text(token, at).map(str::to_owned))?),
    };
    Ok(Scenario {
        name: object
            .get("name")
            .and_then(Value::as_str)
            .map_or_else(|| format!("#{}", place + 1), str::to_owned),
        hooks: match object.get("hooks").map(|hooks| text(hooks, "hooks")).transpose()? {
            None | Some("loop") => Hooks::Loop,
            Some("none") => Hooks::None,
            Some(other) => return Err(format!("hooks: `{other}` is neither `loop` nor `none`")),
        },
        body: steps(field(object, "body", "")?, "body")?,
        driver: list(field(object, "driver", "")?, "driver", op)?,
        trace,
        json: value.clone(),
    })
}

// ------------------------------------------------------------------ bodies

fn steps(value: &Value, at: &str) -> Parsed<Vec<Step>> {
    list(value, at, step)
}

fn some_steps(value: &Value, at: &str) -> Parsed<Option<Vec<Step>>> {
    if value.is_null() { Ok(None) } else { steps(value, at).map(Some) }
}

fn step(value: &Value, at: &str) -> Parsed<Step> {
    let parts = value.as_array().map(Vec::as_slice).unwrap_or_default();
    let Some((Value::String(name), rest)) = parts.split_first() else {
        return Err(format!("{at}: a step is an array that begins with its name, not {value}"));
    };
    match (name.as_str(), rest) {
        ("log", [text_]) => Ok(Step::Log(text(text_, at)?.to_owned())),
        ("yield", [value]) => Ok(Step::Yield(number_or_none(value, at)?)),
        ("recv", [value]) => Ok(Step::Recv(number_or_none(value, at)?)),
        ("await", [how]) if how == "ready" => Ok(Step::Ready),
        ("await", [how, times]) if how == "pending" => Ok(Step::Pending(count(times, at)?)),
        ("raise", [exception, message]) => {
            Ok(Step::Raise(kind(exception, at)?, text(message, at)?.to_owned()))
        }
        ("reraise", []) => Ok(Step::Reraise),
        ("return", []) => Ok(Step::Return),
        ("break", []) => Ok(Step::Break),
        ("continue", []) => Ok(Step::Continue),
        ("loop", [times, body]) => {
            Ok(Step::Loop(count(times, at)?, steps(body, &format!("{at}.loop"))?))
        }
        ("try", [body, handlers, otherwise, cleanup]) => Ok(Step::Try(Try {
            body: steps(body, &format!("{at}.try"))?,
            handlers: list(handlers, &format!("{at}.except"), handler)?,
            otherwise: some_steps(otherwise, &format!("{at}.else"))?,
            cleanup: some_steps(cleanup, &format!("{at}.finally"))?,
        })),
        ("delegate", [body, how]) => {
            let delegation = match text(how, at)? {
                "plain" => Delegation::Plain,
                "aclosing" => Delegation::Closing,
                other => return Err(format!("{at}: `{other}` is neither `plain` nor `aclosing`")),
            };
            Ok(Step::Delegate(steps(body, &format!("{at}.delegate"))?, delegation))
        }
        _ => Err(format!("{at}: no step of the language: {value}")),
    }
}

fn handler(value: &Value, at: &str) -> Parsed<(Vec<Kind>, Vec<Step>)> {
    match value.as_array().map(Vec::as_slice) {
        Some([kinds, body]) => Ok((list(kinds, at, kind)?, steps(body, at)?)),
        _ => Err(format!("{at}: a handler is [[exceptions], [steps]], not {value}")),
    }
}

// ------------------------------------------------------------------ drivers

fn op(value: &Value, at: &str) -> Parsed<Op> {
    let object =
        value.as_object().ok_or_else(|| format!("{at}: an op is an object, not {value}"))?;
    let slot = || text(field(object, "slot", at)?, at).map(str::to_owned);
    match text(field(object, "op", at)?, at)? {
        "next" | "send" | "throw" | "close" => {
            Ok(Op::Basic(basic(object, at)?, interruption(object, at)?))
        }
        "make" => {
            let operation = field(object, "do", at)?;
            let operation = operation
                .as_object()
                .ok_or_else(|| format!("{at}: `do` is an op, not {operation}"))?;
            Ok(Op::Make(slot()?, basic(operation, at)?))
        }
        "poll" => slot().map(Op::Poll),
        "finish" => slot().map(Op::Finish),
        "cancel" => slot().map(Op::Cancel),
        "kill" => slot().map(Op::Kill),
        "abandon" => slot().map(Op::Abandon),
        "for" => Ok(Op::For(count(field(object, "max", at)?, at)?)),
        "drop" => Ok(Op::Drop),
        "shutdown" => Ok(Op::Shutdown),
        other => Err(format!("{at}: no op of the language: `{other}`")),
    }
}

fn basic(object: &Map<String, Value>, at: &str) -> Parsed<Basic> {
    match text(field(object, "op", at)?, at)? {
        "next" => Ok(Basic::Next),
        "send" => Ok(Basic::Send(number_or_none(field(object, "v", at)?, at)?)),
        "throw" => {
            let message = object.get("msg").map_or(Ok(""), |message| text(message, at))?;
            Ok(Basic::Throw(kind(field(object, "e", at)?, at)?, message.to_owned()))
        }
        "close" => Ok(Basic::Close),
        other => Err(format!("{at}: `{other}` is not one of next, send, throw, close")),
    }
}

fn interruption(object: &Map<String, Value>, at: &str) -> Parsed<Option<(Interruption, u32)>> {
    let after = |key: &str| object.get(key).map(|value| count(value, at)).transpose();
    if let Some(after) = after("cancel_after")? {
        let exception =
            object.get("cancel_exc").map_or(Ok(Kind::Cancelled), |name| kind(name, at))?;
        return Ok(Some((Interruption::Cancel(exception), after)));
    }
    if let Some(after) = after("abandon_after")? {
        return Ok(Some((Interruption::Abandon, after)));
    }
    Ok(after("kill_after")?.map(|after| (Interruption::Kill, after)))
}

// ------------------------------------------------------------------ the parts of both

fn list<T>(value: &Value, at: &str, parse: impl Fn(&Value, &str) -> Parsed<T>) -> Parsed<Vec<T>> {
    let values = value.as_array().ok_or_else(|| format!("{at}: expected an array, not {value}"))?;
    values
        .iter()
        .enumerate()
        .map(|(place, value)| parse(value, &format!("{at}[{place}]")))
        .collect()
}

fn field<'a>(object: &'a Map<String, Value>, key: &str, at: &str) -> Parsed<&'a Value> {
    object
        .get(key)
        .ok_or_else(|| format!("{at}{}no `{key}`", if at.is_empty() { "" } else { ": " }))
}

fn text<'a>(value: &'a Value, at: &str) -> Parsed<&'a str> {
    value.as_str().ok_or_else(|| format!("{at}: expected a string, not {value}"))
}

fn count(value: &Value, at: &str) -> Parsed<u32> {
    let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
    number.ok_or_else(|| format!("{at}: expected a number of times, not {value}"))
}

fn number_or_none(value: &Value, at: &str) -> Parsed<Option<i64>> {
    match value {
        Value::Null => Ok(None),
        value => value
            .as_i64()
            .map(Some)
            .ok_or_else(|| format!("{at}: expected an integer or null, not {value}")),
    }
}

fn kind(value: &Value, at: &str) -> Parsed<Kind> {
    let name = text(value, at)?;
    Kind::named(name).ok_or_else(|| format!("{at}: no exception of the language: `{name}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> String {
        scenarios(text).expect_err("it is wrong").to_string()
    }

    #[test]
    fn a_scenario_is_read_in_both_forms() {
        let one = r#"{"name": "n", "body": [["try", [["yield", 1]], [[["E1", "E2"], []]], null, [["return"]]]], "driver": [{"op": "send", "v": null}]}"#;
        for text in [one.to_owned(), format!("[{one}]"), format!("\n{one}\n\n")] {
            let read = &scenarios(&text).expect("it is right")[0];
            assert_eq!(read.name, "n");
            assert_eq!(read.driver, [Op::Basic(Basic::Send(None), None)]);
            let Step::Try(step) = &read.body[0] else { panic!("{:?}", read.body) };
            assert_eq!(step.handlers, [(vec![Kind::E1, Kind::E2], vec![])]);
            assert_eq!(step.cleanup, Some(vec![Step::Return]));
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        assert_eq!(
            wrong(r#"[{"name": "n", "body": [["loop", 2, [["yeild", 1]]]], "driver": []}]"#),
            r#"scenario 1 (`n`): body[0].loop[0]: no step of the language: ["yeild",1]"#
        );
        assert_eq!(wrong(r#"[{"body": []}]"#), "scenario 1: no `driver`");
        assert_eq!(
            wrong(r#"[{"body": [], "driver": [{"op": "throw", "e": "E9"}]}]"#),
            "scenario 1: driver[0]: no exception of the language: `E9`"
        );
        assert_eq!(
            wrong(r#"[{"body": [["yield", 1.5]], "driver": []}]"#),
            "scenario 1: body[0]: expected an integer or null, not 1.5"
        );
        assert!(wrong("nonsense").starts_with("line 1: not JSON"));
        assert!(wrong("[1, 2").starts_with("not JSON"));
    }
}
