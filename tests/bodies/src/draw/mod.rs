//! Draws a body: statements and expressions that type-check, borrow-check and end.

mod guards;

use crate::random::Random;
use crate::spelling::Spelling;

/// What is being drawn.
///
/// The same seed draws the same body in every spelling, because no number depends on the spelling.
pub(crate) struct Draw {
    random: Random,
    spelling: Spelling,
    /// The variables of type `u32` in scope; the first is `start`. Those that can be assigned to
    /// begin with an `m`.
    variables: Vec<String>,
    names: usize,
    /// Whether this is the body's own code, where it may yield and await; else that of a closure.
    is_body: bool,
    /// Whether an error may end it.
    throws: bool,
    around: Vec<Around>,
}

/// What is around the code that is drawn.
enum Around {
    /// A loop of this label.
    Loop(String),
    /// Another block with a label.
    Labelled,
    /// A `catch!`, which is a block of this label in the reference.
    Catch(String),
    /// A `finally!`, by what it is in the counts, and its cleanup.
    Finally(&'static str, String),
    Cleanup,
}

/// What a block ends with.
#[derive(Clone, Copy)]
enum Tail {
    Nothing,
    Value,
    Jump,
}

impl Draw {
    /// The body of this seed.
    pub(crate) fn body(seed: u64, spelling: Spelling, throws: bool) -> String {
        let mut draw = Draw {
            random: Random::new(seed),
            spelling,
            variables: vec!["start".to_owned(), "m0".to_owned()],
            names: 0,
            is_body: true,
            throws,
            around: Vec::new(),
        };
        // Something is yielded, so that the body is that of a generator.
        let yielded = draw.spelling.yielded("m0");
        let rest = match draw.random.below(3) {
            0 => draw.block(3),
            // What the cleanups have done is seen behind the block.
            1 => format!("{{ {} }} {yielded};", draw.block(3)),
            _ => format!("{} {yielded};", draw.for_stmt(3)),
        };
        format!("let mut m0: u32 = start; {yielded}; {rest}")
    }

    fn name(&mut self) -> String {
        self.names += 1;
        format!("v{}", self.names)
    }

    fn variable(&mut self) -> String {
        self.random.of(&self.variables).clone()
    }

    /// A variable that can be assigned to.
    fn mutable(&mut self) -> String {
        let mutable: Vec<&String> =
            self.variables.iter().filter(|it| it.starts_with('m')).collect();
        (*self.random.of(&mutable)).clone()
    }

    /// Statements with a scope of their own.
    fn block(&mut self, depth: u32) -> String {
        let scope = self.variables.len();
        let count = 1 + self.random.below(3);
        let stmts = self.stmts(count, depth, Tail::Nothing);
        self.variables.truncate(scope);
        stmts
    }

    /// The same with another variable in scope.
    fn block_with(&mut self, variable: Option<&String>, depth: u32) -> String {
        let scope = self.variables.len();
        self.variables.extend(variable.cloned());
        let block = self.block(depth);
        self.variables.truncate(scope);
        block
    }

    fn stmts(&mut self, count: u64, depth: u32, tail: Tail) -> String {
        if self.is_guarded(depth) {
            return self.finally(count, depth - 1, tail);
        }
        if count > 0 {
            return format!("{} {}", self.stmt(depth), self.stmts(count - 1, depth, tail));
        }
        match tail {
            Tail::Nothing => String::new(),
            Tail::Value => {
                let value = self.expr(depth);
                if self.may_fail() { self.propagated(&value) } else { value }
            }
            Tail::Jump => self.jump(),
        }
    }

    fn stmt(&mut self, depth: u32) -> String {
        if depth == 0 {
            return match self.may_leave() && self.random.below(2) == 0 {
                true => self.jump_stmt(0),
                false => self.yield_stmt(0),
            };
        }
        let depth = depth - 1;
        if self.may_leave() && self.random.below(3) == 0 {
            return self.jump_stmt(depth);
        }
        match self.random.below(22) {
            0..4 => self.yield_stmt(depth),
            4 => self.let_stmt(depth),
            5 => self.let_tuple(depth),
            6 => self.let_else(depth),
            7 => self.if_stmt(depth),
            8 | 9 => self.for_stmt(depth),
            10 | 11 => self.loop_stmt(depth),
            12 | 13 => self.for_await_stmt(depth),
            14 => self.borrow_stmt(depth),
            15 => self.match_stmt(depth),
            16 => self.item_stmt(depth),
            17 => format!("{{ {} }}", self.block(depth)),
            18 => self.assign_stmt(depth),
            19 | 20 => self.catch_stmt(depth),
            _ => self.jump_stmt(depth),
        }
    }

    fn yield_stmt(&mut self, depth: u32) -> String {
        let item = self.expr(depth);
        format!("{};", self.spelling.yielded(&item))
    }

    fn let_stmt(&mut self, depth: u32) -> String {
        let (value, name) = (self.expr(depth), format!("m{}", self.name()));
        self.variables.push(name.clone());
        format!("let mut {name}: u32 = {value};")
    }

    fn assign_stmt(&mut self, depth: u32) -> String {
        let (variable, value) = (self.mutable(), self.expr(depth));
        format!("{variable} = {value}; {variable} = {variable}.wrapping_add(1);")
    }

    fn let_tuple(&mut self, depth: u32) -> String {
        let (a, b) = (self.expr(depth), self.expr(depth));
        let (first, second) = (self.name(), self.name());
        self.variables.extend([first.clone(), second.clone()]);
        format!(
            "let Pair {{ a: {first}, b: (ref {second}, _) }} = Pair {{ a: {a}, b: ({b}, 0u32) }}; \
             let {second} = *{second};"
        )
    }

    fn let_else(&mut self, depth: u32) -> String {
        let (value, name) = (self.expr(depth), self.name());
        let otherwise = self.jump();
        self.variables.push(name.clone());
        format!("let Some({name}) = Some({value}).filter(|it| *it != 7) else {{ {otherwise} }};")
    }

    fn if_stmt(&mut self, depth: u32) -> String {
        let (condition, then) = (self.condition(depth), self.block(depth));
        match self.random.below(3) {
            0 => format!("if {condition} {{ {then} }}"),
            1 => format!("if {condition} {{ {then} }} else {{ {} }}", self.block(depth)),
            _ => {
                let (value, name) = (self.expr(depth), self.name());
                let otherwise = self.block_with(Some(&name), depth);
                format!(
                    "if {condition} {{ {then} }} \
                     else if let {name} @ 1.. = ({value}) {{ {otherwise} }}"
                )
            }
        }
    }

    /// The body of a loop, with its variable and its label in scope.
    fn loop_body(&mut self, depth: u32, variable: Option<&String>, label: &str) -> String {
        self.around.push(Around::Loop(label.to_owned()));
        let body = self.block_with(variable, depth);
        self.around.pop();
        body
    }

    fn for_stmt(&mut self, depth: u32) -> String {
        let (end, name) = (self.expr(depth), self.name());
        let label = format!("'{name}");
        let body = self.loop_body(depth, Some(&name), &label);
        format!("{label}: for {name} in 0..=({end}) % 2 {{ {body} }}")
    }

    fn loop_stmt(&mut self, depth: u32) -> String {
        let turns = self.name();
        let label = format!("'{turns}");
        let body = self.loop_body(depth, None, &label);
        let count = format!("if {turns} > 1 {{ break {label}; }} {turns} += 1;");
        let word = *self.random.of(&["loop", "while true"]);
        format!("let mut {turns} = 0; {label}: {word} {{ {count} {body} }}")
    }

    fn for_await_stmt(&mut self, depth: u32) -> String {
        let (count, name) = (self.expr(depth), self.name());
        let label = format!("'{name}");
        let body = self.loop_body(depth, Some(&name), &label);
        self.spelling.for_await(&format!("{label}:"), &name, &format!("numbers({count})"), &body)
    }

    /// Borrows that live across a yield.
    fn borrow_stmt(&mut self, depth: u32) -> String {
        let (value, name) = (self.expr(depth), self.name());
        let (by_index, by_item) =
            (self.spelling.yielded(&format!("{name}[0]")), self.spelling.yielded("*item"));
        format!(
            "let mut {name} = vec![{value}, 1]; {name}.push(2); {by_index}; \
             for item in &mut {name} {{ {by_item}; *item = item.wrapping_add(1); }} drop({name});"
        )
    }

    fn match_stmt(&mut self, depth: u32) -> String {
        let (value, guard, name) = (self.expr(depth), self.condition(depth), self.name());
        let first = self.block(depth);
        let second = self.block_with(Some(&name), depth);
        let third = self.yield_stmt(depth);
        // By value: rustc 1.95 compiles a guard that awaits wrongly where the value is an element
        // of an array.
        format!(
            "match u32::from({value}) {{ 0 | 5 if {guard} => {{ {first} }} \
             {name} @ 1..=9 => {{ {second} }} _ => {{ {third} }} }}"
        )
    }

    /// Items, macros and closures, which are code of their own.
    fn item_stmt(&mut self, depth: u32) -> String {
        let name = self.name();
        let value = self.closed(|this| this.expr(depth));
        let argument = self.expr(depth);
        let (item, call) = match self.random.below(4) {
            0 => (format!("fn {name}(x: u32) -> u32 {{ x / 2 }}"), format!("{name}({argument})")),
            1 => (format!("const {}: u32 = 4;", name.to_uppercase()), name.to_uppercase()),
            2 => (
                format!("let {name} = move |x: u32| x.wrapping_mul({value});"),
                format!("{name}({argument})"),
            ),
            _ => (
                format!("macro_rules! {name} {{ ($x:expr) => {{ $x.wrapping_sub(1) }}; }}"),
                format!("{name}!({argument})"),
            ),
        };
        format!("{item} {};", self.spelling.yielded(&call))
    }

    fn jump_stmt(&mut self, depth: u32) -> String {
        let (condition, scope) = (self.condition(depth), self.variables.len());
        let count = self.random.below(2);
        let stmts = self.stmts(count, depth, Tail::Jump);
        self.variables.truncate(scope);
        format!("if {condition} {{ {stmts} }}")
    }

    fn condition(&mut self, depth: u32) -> String {
        let value = self.expr(depth);
        match self.random.below(3) {
            0 => format!("({value}) % 2 == 0"),
            1 => format!("matches!({value}, 0..=9)"),
            _ => format!("!(({value}) > 3 && true)"),
        }
    }

    /// Code in which nothing is yielded or awaited.
    fn closed(&mut self, draw: impl FnOnce(&mut Self) -> String) -> String {
        let outer = std::mem::replace(&mut self.is_body, false);
        let drawn = draw(self);
        self.is_body = outer;
        drawn
    }

    /// An expression of type `u32`.
    fn expr(&mut self, depth: u32) -> String {
        if depth == 0 {
            return match self.random.below(2) {
                0 => format!("{}u32", self.random.below(12)),
                _ => self.variable(),
            };
        }
        let depth = depth.min(2) - 1;
        match self.random.below(if self.is_body { 20 } else { 12 }) {
            0 | 1 => self.expr(0),
            kind @ 2..11 => self.plain_expr(kind, depth),
            11 => self.labelled_expr(depth),
            kind => self.body_expr(kind, depth),
        }
    }

    /// What can stand anywhere.
    fn plain_expr(&mut self, kind: u64, depth: u32) -> String {
        let a = self.expr(depth);
        match kind {
            2 => format!("u32::wrapping_add({a}, {})", self.expr(depth)),
            3 => {
                format!("(if {} {{ {a} }} else {{ {} }})", self.condition(depth), self.expr(depth))
            }
            4 => format!(
                "(match ({a}) {{ 0 => 1u32, n if n > 4 => n / 2, n => ({}) ^ n }})",
                self.expr(depth)
            ),
            5 => format!("[{a}, {}][1]", self.expr(depth)),
            6 => format!("({}, {a}).1", self.expr(depth)),
            7 => format!("Pair {{ a: {a}, b: () }}.a"),
            8 => format!("({{ let t: u32 = {a}; t.wrapping_mul(3) }})"),
            9 => format!("*&({a})"),
            _ => {
                let inner = self.closed(|this| this.expr(depth));
                format!("(move |x: u32| x.wrapping_add({inner}))({a})")
            }
        }
    }

    fn labelled_expr(&mut self, depth: u32) -> String {
        self.around.push(Around::Labelled);
        let (a, b) = (self.expr(depth), self.expr(depth));
        self.around.pop();
        format!("('l: {{ if ({a}) > 2 {{ break 'l 1u32; }} {b} }})")
    }

    /// What can stand in the body's own code only.
    fn body_expr(&mut self, kind: u64, depth: u32) -> String {
        let a = self.expr(depth);
        match kind {
            12 => format!("ready({a}).await"),
            13 => format!("later({a}).await"),
            14 => {
                let inner = self.closed(|this| this.expr(depth));
                format!("async {{ later({inner}).await }}.await")
            }
            15 => format!("{{ {}; {} }}", self.spelling.yielded(&a), self.expr(depth)),
            16 => format!("u32::try_from(format!(\"{{}}\", {a}).len()).unwrap_or(0)"),
            17 if self.may_fail() => self.propagated(&a),
            17 | 18 => self.catch_expr(depth),
            _ => format!("vec![{a}, later(1).await].iter().fold(0u32, |x, y| x ^ y)"),
        }
    }
}
