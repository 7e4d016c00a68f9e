//! A scenario's body as Rust: functions under our attribute, with `yield_!`, `catch!` and
//! `finally!`; and what its consumer does, as the operations that `support` carries out.
//!
//! Each construct of the language has one counterpart, shown above the function that makes it. One
//! thing has none: Python's `finally` knows the exception that it runs for, so that a bare `raise`
//! in it (inside a handler) raises *that* one; `finally!` does not know it. Such a `finally` finds
//! out by itself: see `Function::knowing`.

use crate::scenario::{Basic, Delegation, Interruption, Op, Scenario, Step, Try, any};
use crate::support::{Hooks, Kind};

type Lines = Vec<String>;

/// A Rust program.
#[derive(Debug)]
pub struct Program {
    /// Its text.
    pub text: String,
    /// Its modules, one a body: the line on which each begins, and the numbers of the scenarios
    /// that have this body.
    pub modules: Vec<(usize, Vec<usize>)>,
}

impl Program {
    /// The scenarios of the module that this line (counted from 1) belongs to.
    #[must_use]
    pub fn module_at(&self, line: usize) -> Option<&[usize]> {
        let after = self.modules.partition_point(|&(begin, _)| begin <= line);
        Some(&self.modules[after.checked_sub(1)?].1)
    }
}

const HEAD: &str = "\
//! Made by asyncgen-conformance.

use asyncgen::{AsyncGeneratorExt, async_generator};
use asyncgen_conformance::support::*;

";

/// The program that runs these scenarios, each under its number. Those with the same body share it:
/// a body takes thousands of times as long to compile as its consumers.
#[must_use]
pub fn program<'a>(scenarios: impl IntoIterator<Item = (usize, &'a Scenario)>) -> Program {
    let mut bodies: Vec<Vec<(usize, &Scenario)>> = Vec::new();
    let mut entries = Vec::new();
    for (number, scenario) in scenarios {
        let same = bodies.iter().position(|others| others[0].1.body == scenario.body);
        let module = same.unwrap_or(bodies.len());
        if same.is_none() {
            bodies.push(Vec::new());
        }
        bodies[module].push((number, scenario));
        entries.push(format!("Scenario {{ number: {number}, run: body_{module}::run_{number} }},"));
    }
    let mut program = Program { text: HEAD.to_owned(), modules: Vec::new() };
    for (place, scenarios) in bodies.iter().enumerate() {
        let numbers = scenarios.iter().map(|&(number, _)| number).collect();
        program.modules.push((program.text.lines().count() + 1, numbers));
        program.text += &module(place, scenarios);
    }
    let main = braces("fn main() {", wrapped("run_batch(&[", entries, "]);"), "}");
    program.text += &text(&main);
    program
}

fn module(place: usize, scenarios: &[(usize, &Scenario)]) -> String {
    let mut lines = vec!["use super::*;".to_owned(), String::new()];
    lines.extend(generator(scenarios[0].1).lines().map(str::to_owned));
    for &(number, scenario) in scenarios {
        lines.push(String::new());
        lines.push(format!("// {}", scenario.name.escape_default()));
        lines.extend(driver(number, scenario).lines().map(str::to_owned));
    }
    text(&braces(&format!("mod body_{place} {{"), lines, "}\n"))
}

/// The functions of a scenario's generator: `body`, and `sub0` … for the inner ones.
#[must_use]
pub fn generator(scenario: &Scenario) -> String {
    let is_none = |step: &Step| matches!(step, Step::Yield(None) | Step::Recv(None));
    let mut generator = Generator { optional: any(&scenario.body, &is_none), inner: Vec::new() };
    let body = generator.function("body", "start", &scenario.body);
    let functions = generator.inner.iter().chain([&body]).map(text);
    functions.collect::<Vec<_>>().join("\n")
}

/// What a scenario's consumer does, and the function that does it.
fn driver(number: usize, scenario: &Scenario) -> String {
    let ops = scenario.driver.iter().map(|op| format!("({:?}, {}),", op.text(), operation(op)));
    let list = format!("const DRIVER_{number}: &[(&str, Op)] = &[");
    let mut lines = wrapped(&list, ops.collect(), "];");
    let hooks = match scenario.hooks {
        Hooks::Loop => "Loop",
        Hooks::None => "None",
    };
    let call = format!("drive(Box::pin(body()), Hooks::{hooks}, DRIVER_{number});");
    lines.extend(braces(&format!("pub fn run_{number}() {{"), vec![call], "}"));
    text(&lines)
}

fn operation(op: &Op) -> String {
    match op {
        Op::Basic(basic, None) => format!("Op::Whole({})", basic_operation(basic)),
        // Whatever is thrown in: `features` leaves out what is not exit.
        Op::Basic(basic, Some((Interruption::Cancel(_), after))) => {
            format!("Op::Cancelled({}, {after})", basic_operation(basic))
        }
        Op::Basic(basic, Some((Interruption::Abandon, after))) => {
            format!("Op::Dropped({}, {after}, \"= abandoned\")", basic_operation(basic))
        }
        Op::Basic(basic, Some((Interruption::Kill, after))) => {
            format!("Op::Dropped({}, {after}, \"= killed\")", basic_operation(basic))
        }
        Op::Make(slot, basic) => format!("Op::Make({slot:?}, {})", basic_operation(basic)),
        Op::Poll(slot) => format!("Op::Poll({slot:?})"),
        Op::Finish(slot) => format!("Op::Finish({slot:?})"),
        Op::Abandon(slot) => format!("Op::Abandon({slot:?}, \"= abandoned\")"),
        Op::Kill(slot) => format!("Op::Abandon({slot:?}, \"= killed\")"),
        Op::Cancel(slot) => format!("Op::Cancel({slot:?})"),
        Op::For(limit) => format!("Op::For({limit})"),
        Op::Drop => "Op::Drop".to_owned(),
        Op::Shutdown => "Op::Shutdown".to_owned(),
    }
}

fn basic_operation(basic: &Basic) -> String {
    match basic {
        Basic::Next | Basic::Send(None) => "Basic::Next".to_owned(),
        Basic::Send(Some(value)) => format!("Basic::Send({value})"),
        // Exit has no other name.
        Basic::Throw(Kind::Exit, _) | Basic::Close => "Basic::Close".to_owned(),
        Basic::Throw(kind, message) => format!("Basic::Throw({kind}, {message:?})"),
    }
}

/// The functions of one scenario.
struct Generator {
    /// Some of the numbers are `None`.
    optional: bool,
    inner: Vec<Lines>,
}

impl Generator {
    // #[async_generator(send = i64, throws = Exc)]
    // async fn name() -> i64 {
    //     start();
    //     steps
    // }
    fn function(&mut self, name: &str, start: &str, steps: &[Step]) -> Lines {
        let item = if self.optional { "Option<i64>" } else { "i64" };
        let mut body = vec![format!("{start}();")];
        if steps_of_function(steps, &|step| matches!(step, Step::Delegate(_, Delegation::Closing)))
        {
            // Python's variables live as long as the function.
            body.push("let mut it = None;".to_owned());
        }
        body.extend(
            Function { generator: self, frames: Vec::new(), handled: None, names: 0 }.block(steps),
        );
        let attribute = "#[async_generator(send = i64, throws = Exc)]";
        braces(&format!("{attribute}\nasync fn {name}() -> {item} {{"), body, "}")
    }

    fn number(&self, number: Option<i64>) -> String {
        match number {
            None => "None".to_owned(),
            Some(number) if self.optional => format!("Some({number})"),
            Some(number) => number.to_string(),
        }
    }
}

/// What a `return`, `break` or `continue` may have to cross.
enum Frame {
    /// A loop, and its label if one is needed.
    Loop(Option<String>),
    /// A block that is a loop only in Rust.
    Once,
    /// What is guarded by a `finally` that has to know why it runs.
    Knowing(Guarded),
}

/// A guarded block that is left through its end, whatever jump leaves it.
struct Guarded {
    /// The label of the block.
    label: String,
    /// The variable that says which jump goes on behind the block.
    jump: String,
    /// The jumps that there are.
    jumps: Vec<&'static str>,
}

/// One function, being made.
struct Function<'a> {
    generator: &'a mut Generator,
    /// What stands around the step, outermost first.
    frames: Vec<Frame>,
    /// The name of the exception that is being handled.
    handled: Option<String>,
    /// How many names have been given.
    names: usize,
}

impl Function<'_> {
    fn block(&mut self, steps: &[Step]) -> Lines {
        steps.iter().flat_map(|step| self.step(step)).collect()
    }

    fn step(&mut self, step: &Step) -> Lines {
        vec![match step {
            Step::Log(text) => format!("log({text:?});"),
            Step::Yield(number) => format!("yield_!({});", self.generator.number(*number)),
            Step::Recv(number) => format!("recv(yield_!({}));", self.generator.number(*number)),
            Step::Ready => "ready().await;".to_owned(),
            Step::Pending(times) => format!("pending({times}).await;"),
            Step::Raise(kind, message) => format!("raise({kind}, {message:?})?;"),
            Step::Reraise => match &self.handled {
                Some(handled) => format!("reraise(&{handled})?;"),
                None => format!("raise(RuntimeError, {NOTHING_HANDLED:?})?;"),
            },
            Step::Return => return self.jump("return"),
            Step::Break => return self.jump("break"),
            Step::Continue => return self.jump("continue"),
            Step::Loop(times, steps) => {
                self.frames.push(Frame::Loop(None));
                let body = self.block(steps);
                let label = match self.frames.pop() {
                    Some(Frame::Loop(Some(label))) => format!("{label}: "),
                    _ => String::new(),
                };
                return braces(&format!("{label}for _ in 0..{times} {{"), body, "}");
            }
            Step::Try(step) => return self.try_(step),
            Step::Delegate(steps, delegation) => return self.delegate(steps, *delegation),
        }]
    }

    /// A jump; if it crosses a `finally` that has to know why it runs, one to the end of what is
    /// guarded by that, behind which it goes on.
    fn jump(&mut self, jump: &'static str) -> Lines {
        let mut needs_label = false;
        for frame in self.frames.iter_mut().rev() {
            match frame {
                Frame::Once => needs_label = true,
                Frame::Loop(_) if jump == "return" => {}
                Frame::Loop(label) if needs_label => {
                    self.names += 1;
                    let label = label.get_or_insert(format!("'loop{}", self.names));
                    return vec![format!("{jump} {label};")];
                }
                Frame::Loop(_) => break,
                Frame::Knowing(guarded) => {
                    if !guarded.jumps.contains(&jump) {
                        guarded.jumps.push(jump);
                    }
                    let Guarded { label, jump: variable, .. } = guarded;
                    return vec![format!("{variable} = {jump:?};"), format!("break {label};")];
                }
            }
        }
        vec![format!("{jump};")]
    }

    // {
    //     finally! {
    //         cleanup
    //     }
    //     guarded
    // }
    fn try_(&mut self, step: &Try) -> Lines {
        let Some(cleanup) = &step.cleanup else { return self.guarded(step) };
        if reraises(cleanup) {
            return self.knowing(step, cleanup);
        }
        let mut lines = braces("finally! {", self.block(cleanup), "}");
        lines.extend(self.guarded(step));
        braces("{", lines, "}")
    }

    // match catch! {
    //     body
    // } {
    //     Ok(()) => {
    //         otherwise
    //     }
    //     Err(e1) if e1.is(&[E1, E2]) => {
    //         caught(&e1);
    //         handler
    //     }
    //     Err(other) => Err(other)?,
    // }
    fn guarded(&mut self, step: &Try) -> Lines {
        if step.handlers.is_empty() {
            return self.block(&step.body);
        }
        if let Some(handler) = exit_handler(step) {
            return self.catching_exit(step, handler);
        }
        let mut arms =
            braces("Ok(()) => {", self.block(step.otherwise.as_deref().unwrap_or_default()), "}");
        arms.extend(self.handlers(step, &[]));
        arms.push("Err(other) => Err(other)?,".to_owned());
        let mut lines = wrapped("match catch! {", self.block(&step.body), "} {");
        lines.extend(indented(arms));
        lines.push("}".to_owned());
        lines
    }

    // Err(e1) if e1.is(&[E1, E2]) => {
    //     first
    //     caught(&e1);
    //     handler
    // }
    fn handlers(&mut self, step: &Try, first: &[String]) -> Lines {
        let mut arms = Lines::new();
        for (kinds, handler) in &step.handlers {
            let name = self.name("e");
            let kinds: Vec<String> = kinds.iter().map(Kind::to_string).collect();
            let mut lines = first.to_vec();
            lines.push(format!("caught(&{name});"));
            lines.extend(self.handling(name.clone(), |function| function.block(handler)));
            let head = format!("Err({name}) if {name}.is(&[{}]) => {{", kinds.join(", "));
            arms.extend(braces(&head, lines, "}"));
        }
        arms
    }

    /// A handler that exit enters: a cleanup that runs if exit is raised, and that ends exit by
    /// jumping out of it.
    ///
    /// As in `knowing`, what leaves the `catch!` and is not seen behind it is exit: so jumps end there.
    //
    // 'caught1: for _ in 0..1 {
    //     let mut leaving2 = Some(Exc::new(Exit, ""));
    //     finally! {
    //         if let Some(e3) = leaving2 {
    //             caught(&e3);
    //             match catch! {
    //                 handler
    //             } {
    //                 Ok(()) => break 'caught1,
    //                 Err(exit) if exit.is(&[Exit]) => {}
    //                 raised => raised?,
    //             }
    //         }
    //     }
    //     let mut jump5 = "";
    //     match catch! {
    //         'guarded4: for _ in 0..1 {
    //             body
    //             jump5 = "";
    //         }
    //     } {
    //         Ok(()) => {
    //             leaving2 = None;
    //             if jump5 == "break" {
    //                 break 'loop6;
    //             }
    //             otherwise
    //         }
    //         Err(e7) if e7.is(&[E1]) => {
    //             leaving2 = None;
    //             caught(&e5);
    //             handler
    //         }
    //         Err(raised) => {
    //             leaving2 = None;
    //             Err(raised)?;
    //         }
    //     }
    // }
    fn catching_exit(&mut self, step: &Try, handler: &[Step]) -> Lines {
        let [label, leaving, exit] = ["'caught", "leaving", "e"].map(|name| self.name(name));
        let none = format!("{leaving} = None;");
        self.frames.push(Frame::Once);

        let handling = self.handling(exit.clone(), |function| function.block(handler));
        let mut cleanup = vec![format!("caught(&{exit});")];
        cleanup.extend(wrapped("match catch! {", handling, "} {"));
        cleanup.push(format!("    Ok(()) => break {label},"));
        cleanup.extend(
            ["    Err(exit) if exit.is(&[Exit]) => {}", "    raised => raised?,", "}"]
                .map(str::to_owned),
        );
        let cleanup = braces(&format!("if let Some({exit}) = {leaving} {{"), cleanup, "}");
        let mut lines = vec![format!("let mut {leaving} = Some(Exc::new(Exit, \"\"));")];
        lines.extend(braces("finally! {", cleanup, "}"));

        let jumps = self.catching(&mut lines, |function| function.block(&step.body));
        let mut otherwise = vec![none.clone()];
        otherwise.extend(jumps);
        otherwise.extend(self.block(step.otherwise.as_deref().unwrap_or_default()));
        let mut arms = braces("Ok(()) => {", otherwise, "}");
        arms.extend(self.handlers(step, std::slice::from_ref(&none)));
        arms.extend(braces("Err(raised) => {", vec![none, "Err(raised)?;".to_owned()], "}"));
        lines.extend(indented(arms));
        lines.push("}".to_owned());
        self.frames.pop();
        braces(&format!("{label}: for _ in 0..1 {{"), lines, "}")
    }

    /// Catches what `make` makes. Returns the jumps that go on where nothing was raised.
    //
    // let mut jump2 = "";
    // match catch! {
    //     'guarded1: for _ in 0..1 {
    //         guarded
    //         jump2 = "";
    //     }
    // } {
    //
    // if jump2 == "break" {
    //     break;
    // }
    fn catching(&mut self, lines: &mut Lines, make: impl FnOnce(&mut Self) -> Lines) -> Lines {
        let [label, jump] = ["'guarded", "jump"].map(|name| self.name(name));
        self.frames.push(Frame::Knowing(Guarded { label, jump, jumps: Vec::new() }));
        let mut guarded = make(self);
        let Some(Frame::Knowing(Guarded { label, jump, jumps })) = self.frames.pop() else {
            unreachable!("frames are pushed and popped in pairs")
        };
        if !jumps.is_empty() {
            lines.push(format!("let mut {jump} = \"\";"));
            // Where a cleanup has replaced the jump by another one, the end is an ordinary one.
            guarded.push(format!("{jump} = \"\";"));
            guarded = braces(&format!("{label}: for _ in 0..1 {{"), guarded, "}");
        }
        lines.extend(wrapped("match catch! {", guarded, "} {"));
        let goes_on = |name| braces(&format!("if {jump} == {name:?} {{"), self.jump(name), "}");
        jumps.into_iter().flat_map(goes_on).collect()
    }

    /// A `finally` in which a bare `raise` asks why it runs: for an exception, for exit, or for
    /// neither, and then it raises what is handled around it.
    ///
    /// It catches what is raised and remembers it. What leaves the `catch!` and is not seen behind it
    /// is exit: so jumps end there, and go on behind it. Raising exit once more means leaving the
    /// cleanup: exit goes on by itself.
    //
    // {
    //     let mut leaving = Some(Exc::new(Exit, ""));
    //     finally! {
    //         let exits = leaving.as_ref().is_some_and(|leaving| leaving.is(&[Exit]));
    //         let handled = leaving.unwrap_or(e1.clone());
    //         match catch! {
    //             cleanup
    //         } {
    //             Err(exit) if exits && exit.is(&[Exit]) => {}
    //             done => done?,
    //         }
    //     }
    //     let mut jump4 = "";
    //     match catch! {
    //         'guarded3: for _ in 0..1 {
    //             guarded
    //             jump4 = "";
    //         }
    //     } {
    //         Ok(()) => {
    //             leaving = None;
    //             if jump4 == "break" {
    //                 break;
    //             }
    //         }
    //         Err(raised) => {
    //             leaving = Some(raised.clone());
    //             Err(raised)?;
    //         }
    //     }
    // }
    fn knowing(&mut self, step: &Try, cleanup: &[Step]) -> Lines {
        let leaving = self.name("leaving");
        let [handled, exits] = ["handled", "exits"].map(|name| self.name(name));
        let around = match &self.handled {
            Some(handled) => format!("{handled}.clone()"),
            None => format!("Exc::new(RuntimeError, {NOTHING_HANDLED:?})"),
        };
        let mut lines = vec![format!("let mut {leaving} = Some(Exc::new(Exit, \"\"));")];

        let is_exit = format!("{leaving}.as_ref().is_some_and(|leaving| leaving.is(&[Exit]))");
        let mut finally = vec![
            format!("let {exits} = {is_exit};"),
            format!("let {handled} = {leaving}.unwrap_or({around});"),
        ];
        finally.extend(wrapped(
            "match catch! {",
            self.handling(handled, |function| function.block(cleanup)),
            "} {",
        ));
        finally.push(format!("    Err(exit) if {exits} && exit.is(&[Exit]) => {{}}"));
        finally.extend(["    done => done?,", "}"].map(str::to_owned));
        lines.extend(braces("finally! {", finally, "}"));

        let jumps = self.catching(&mut lines, |function| function.guarded(step));
        let mut ended = vec![format!("{leaving} = None;")];
        ended.extend(jumps);
        let mut arms = braces("Ok(()) => {", ended, "}");
        let raised = vec![format!("{leaving} = Some(raised.clone());"), "Err(raised)?;".to_owned()];
        arms.extend(braces("Err(raised) => {", raised, "}"));
        lines.extend(indented(arms));
        lines.push("}".to_owned());
        braces("{", lines, "}")
    }

    // #[for_await]
    // for value in hooked(sub0()) {
    //     yield_!(value?);
    // }
    //
    // {
    //     let it = it.insert(hooked(sub0()));
    //     finally! {
    //         closed(it.close().await)?;
    //     }
    //     #[for_await]
    //     for value in &mut *it {
    //         yield_!(value?);
    //     }
    // }
    fn delegate(&mut self, steps: &[Step], delegation: Delegation) -> Lines {
        let place = self.generator.inner.len();
        self.generator.inner.push(Lines::new());
        self.generator.inner[place] =
            self.generator.function(&format!("sub{place}"), "start_sub", steps);
        let iterate = |over: &str| {
            braces(
                &format!("#[for_await]\nfor value in {over} {{"),
                vec!["yield_!(value?);".to_owned()],
                "}",
            )
        };
        match delegation {
            Delegation::Plain => iterate(&format!("hooked(sub{place}())")),
            Delegation::Closing => {
                let mut lines = vec![format!("let it = it.insert(hooked(sub{place}()));")];
                lines.extend(braces(
                    "finally! {",
                    vec!["closed(it.close().await)?;".to_owned()],
                    "}",
                ));
                lines.extend(iterate("&mut *it"));
                braces("{", lines, "}")
            }
        }
    }

    fn name(&mut self, name: &str) -> String {
        self.names += 1;
        format!("{name}{}", self.names)
    }

    fn handling<T>(&mut self, exception: String, make: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.handled.replace(exception);
        let made = make(self);
        self.handled = before;
        made
    }
}

/// The handler that exit enters.
fn exit_handler(step: &Try) -> Option<&[Step]> {
    let catches = |kinds: &[Kind]| kinds.iter().any(|&kind| Kind::Exit.is(kind));
    let mut handlers = step.handlers.iter().filter(|(kinds, _)| catches(kinds));
    handlers.next().map(|(_, handler)| handler.as_slice())
}

/// What Python says to a `raise` outside of a handler.
const NOTHING_HANDLED: &str = "No active exception to reraise";

/// Whether such a step stands in the steps, but not in an inner generator's.
fn steps_of_function(steps: &[Step], is: &impl Fn(&Step) -> bool) -> bool {
    steps.iter().any(|step| {
        is(step)
            || !matches!(step, Step::Delegate(..))
                && step.blocks().into_iter().any(|block| steps_of_function(block, is))
    })
}

/// Whether a bare `raise` stands in the steps, outside of their own handlers.
#[must_use]
pub fn reraises(steps: &[Step]) -> bool {
    steps.iter().any(|step| match step {
        Step::Reraise => true,
        Step::Loop(_, steps) => reraises(steps),
        Step::Try(Try { body, otherwise, cleanup, .. }) => {
            reraises(body)
                || [otherwise, cleanup].into_iter().flatten().any(|steps| reraises(steps))
        }
        _ => false,
    })
}

// ------------------------------------------------------------------ lines

fn indented(lines: Lines) -> impl Iterator<Item = String> {
    lines.into_iter().map(|line| if line.is_empty() { line } else { format!("    {line}") })
}

/// `first`, the lines, `last`. Several lines may stand in `first` and `last`.
fn wrapped(first: &str, lines: Lines, last: &str) -> Lines {
    let split = |text: &str| text.lines().map(str::to_owned).collect::<Lines>();
    split(first).into_iter().chain(indented(lines)).chain(split(last)).collect()
}

/// A block; on one line if it is empty.
fn braces(first: &str, lines: Lines, last: &str) -> Lines {
    if lines.is_empty() {
        wrapped(&format!("{first}{last}"), lines, "")
    } else {
        wrapped(first, lines, last)
    }
}

fn text(lines: &Lines) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}
