//! The tables and their rows.

/// A table of the page: figures of one kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Table {
    /// Its name in the file.
    pub(crate) key: &'static str,
    pub(crate) title: &'static str,
    /// What a figure of it is.
    pub(crate) text: &'static str,
    pub(crate) rows: &'static [Row],
    /// How much a figure of it may differ from the recorded one, where 3 % are less.
    pub(crate) slack: f64,
    /// Whether `--check` looks at it.
    pub(crate) is_checked: bool,
}

/// A row of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// Its name in the file.
    pub(crate) key: &'static str,
    pub(crate) title: &'static str,
    pub(crate) figure: Figure,
}

/// A figure, as it is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Figure {
    /// Instructions for an item. The work has the row's name.
    Instructions(Program),
    /// The difference of two other rows, for each of so many layers.
    PerLayer { deep: &'static str, shallow: &'static str, layers: u32 },
    /// Copies of an item.
    Copies,
    /// What the program prints: bytes.
    Printed(Program, &'static str),
    /// Bytes that so many generators hold, for each of them.
    Live(u32),
    /// What rustc has to do: see `build_cost`.
    BuildCost,
}

/// One build of the measured program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Program {
    OneUnit,
    DefaultUnits,
    Debug,
}

pub(crate) static TABLES: [Table; 8] = [
    Table {
        key: "instructions",
        title: "Instructions an item",
        text: "`opt-level = 3`, one codegen unit.",
        rows: &instructions(Program::OneUnit),
        slack: 0.5,
        is_checked: true,
    },
    Table {
        key: "default-units",
        title: "The same with the default number of codegen units",
        text: "\
            `opt-level = 3`, 16 codegen units: what is inlined depends on how rustc cuts the crate \
            into units, so that these figures move with every other function in it. They are not \
            checked.",
        rows: &instructions(Program::DefaultUnits),
        slack: 0.5,
        is_checked: false,
    },
    Table {
        key: "copies",
        title: "Copies of an item of 1 KiB",
        text: "Calls of `memcpy` and `memmove` an item; one codegen unit.",
        rows: &[
            row("page-owned", "owned", Figure::Copies),
            row("page-pinned", "behind a pin", Figure::Copies),
            row("page-dyn", "behind `dyn`", Figure::Copies),
        ],
        slack: 0.1,
        is_checked: true,
    },
    Table {
        key: "bytes",
        title: "Bytes of a generator",
        text: "\
            `size_of_val` before the first poll. Layers of `unfold` are boxes, so that their size \
            says nothing; nor does that of a channel's end.",
        rows: &[
            bytes("bytes-count", "`u64` items"),
            bytes("bytes-page", "1 KiB items"),
            bytes("bytes-argument", "1 KiB argument"),
            bytes("bytes-nested-16", "16 layers around a generator, each opens the next"),
            bytes("bytes-by-value-8", "8 generators, each with the next as its argument"),
            bytes("bytes-block-by-value-8", "… as blocks (`stream!`)"),
            bytes("bytes-catch", "`catch!` around the loop"),
            bytes("bytes-finally", "`finally!` around the loop"),
            bytes("bytes-finally-awaiting", "… whose cleanup awaits"),
        ],
        slack: 0.0,
        is_checked: true,
    },
    Table {
        key: "stack",
        title: "Bytes of stack",
        text: "\
            From the consumer to what the innermost generator awaits: the addresses of two local \
            variables.",
        rows: &[
            printed("stack-1-debug", "1 layer, debug build", Program::Debug, "stack-1"),
            printed("stack-8-debug", "8 layers, debug build", Program::Debug, "stack-8"),
            per_layer("stack-layer-debug", "… each layer", "stack-8-debug", "stack-1-debug", 7),
            printed("stack-1", "1 layer, release build", Program::OneUnit, "stack-1"),
            printed("stack-8", "8 layers, release build", Program::OneUnit, "stack-8"),
            per_layer("stack-layer", "… each layer", "stack-8", "stack-1", 7),
        ],
        slack: 16.0,
        is_checked: true,
    },
    Table {
        key: "live",
        title: "Memory of a million generators",
        text: "\
            Bytes of heap for each of a million generators in a `Vec<Pin<Box<_>>>`, suspended at \
            their first yield: the generator, its 8 bytes in the vector, and what it allocated for \
            itself. (Ten thousand with items of 1 KiB.) The tasks have filled their channels.",
        rows: &[
            row("live", "bytes for a generator", Figure::Live(1_000_000)),
            row("live-page", "… of 1 KiB items", Figure::Live(10_000)),
        ],
        slack: 0.0,
        is_checked: true,
    },
    Table {
        key: "debug",
        title: "Debug builds, instructions an item",
        text: "\
            `opt-level = 0`, behind a pin. Without debug information: with it, every variable \
            takes instructions, and a place on the stack. Then a layer takes 576 bytes, and 592 \
            with async-stream; the rows were 666, 1,294 and 6,066, and 743, 1,226 and 6,343.",
        rows: &[
            row("drain-pinned", "drain", Figure::Instructions(Program::Debug)),
            row(
                "pending-pinned",
                "a pending await for each item",
                Figure::Instructions(Program::Debug),
            ),
            row("nested-8", "8 layers around a generator", Figure::Instructions(Program::Debug)),
        ],
        slack: 0.5,
        is_checked: true,
    },
    Table {
        key: "build-cost",
        title: "Build cost, millions of rustc's instructions",
        text: "\
            rustc alone, without its dependencies, by callgrind. *The body* is one function of so \
            many times `(await; yield)`. Of both async-stream and asyncgen as a dependency, 13,500 \
            are for syn and what it needs. Recorded by `--build-cost`; not checked.",
        rows: &[
            row("check-200", "`check` of 200 functions", Figure::BuildCost),
            row("check-finally-50", "`check` of 50 functions with `finally!`", Figure::BuildCost),
            row("check-plain-50", "… of the same without it", Figure::BuildCost),
            row("check-body-50", "`check` of a body of 50", Figure::BuildCost),
            row("check-body-100", "`check` of a body of 100", Figure::BuildCost),
            row("check-body-200", "`check` of a body of 200", Figure::BuildCost),
            row("dependency", "debug build of the dependency, all crates", Figure::BuildCost),
            row("macros", "… of its macro crate alone", Figure::BuildCost),
        ],
        slack: 0.0,
        is_checked: false,
    },
];

/// The rows of instructions, of one program.
const fn instructions(program: Program) -> [Row; 37] {
    let item = Figure::Instructions(program);
    [
        row("drain-owned", "drain, owned", item),
        row("drain-pinned", "drain, behind a pin", item),
        row("drain-dyn", "drain, behind `dyn`", item),
        row("drain-boxed", "drain, `boxed`", item),
        row("drain-closed", "drained and closed, behind a pin", item),
        row("ready-owned", "a ready await for each item, owned", item),
        row("ready-pinned", "… behind a pin", item),
        row("ready-dyn", "… behind `dyn`", item),
        row("pending-owned", "a pending await for each item, owned", item),
        row("pending-pinned", "… behind a pin", item),
        row("pending-dyn", "… behind `dyn`", item),
        row("three-owned", "create and drain 3 items, owned", item),
        row("three-pinned", "… behind a pin", item),
        row("nested-1", "1 layer around a generator, behind a pin", item),
        row("nested-2", "2 layers", item),
        row("nested-4", "4 layers", item),
        row("nested-8", "8 layers", item),
        row("nested-16", "16 layers", item),
        per_layer("nested-layer", "… each layer from the 9th on", "nested-16", "nested-8", 8),
        row("by-value-8", "8 generators, each with the next as its argument, behind a pin", item),
        row("page-owned", "1 KiB items, owned", item),
        row("page-pinned", "… behind a pin", item),
        row("page-dyn", "… behind `dyn`", item),
        row("send-owned", "a `send` for each item, owned", item),
        row("send-pinned", "… behind a pin", item),
        row("try-owned", "a `?` for each item, owned", item),
        row("try-pinned", "… behind a pin", item),
        row("try-dyn", "… behind `dyn`", item),
        row("throws-owned", "`throws`, but no `?`, owned", item),
        row("throws-pinned", "… behind a pin", item),
        row("throw-caught", "a `throw` for each item, caught, behind a pin", item),
        row("catch-around", "`catch!` around the loop, behind a pin", item),
        row("catch-each", "`catch!` in each turn, behind a pin", item),
        row("finally-around", "`finally!` around the loop, behind a pin", item),
        row("finally-each", "`finally!` in each turn, behind a pin", item),
        row("select-all", "`SelectAll` over 10,000 generators", item),
        row(
            "futures-unordered",
            "`FuturesUnordered` over 10,000, a pending await for each item",
            item,
        ),
    ]
}

const fn row(key: &'static str, title: &'static str, figure: Figure) -> Row {
    Row { key, title, figure }
}

const fn bytes(work: &'static str, title: &'static str) -> Row {
    printed(work, title, Program::OneUnit, work)
}

const fn printed(
    key: &'static str,
    title: &'static str,
    program: Program,
    work: &'static str,
) -> Row {
    row(key, title, Figure::Printed(program, work))
}

const fn per_layer(
    key: &'static str,
    title: &'static str,
    deep: &'static str,
    shallow: &'static str,
    layers: u32,
) -> Row {
    row(key, title, Figure::PerLayer { deep, shallow, layers })
}

impl Table {
    /// The table of that name.
    pub(crate) fn named(key: &str) -> &'static Table {
        TABLES.iter().find(|table| table.key == key).unwrap_or_else(|| panic!("no table {key}"))
    }
}

impl Row {
    /// Whether the figure depends on how libc copies or allocates.
    pub(crate) fn is_of_libc(&self) -> bool {
        ["page-", "select-", "futures-"].iter().any(|prefix| self.key.starts_with(prefix))
    }
}
