//! How a body is written: as the reference, or as a generator.

/// The ways to write a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// An `async` block that pushes its items.
    Reference,
    /// `#[async_generator] async fn`.
    Attribute,
    /// `async_gen! { async gen fn }`.
    Keyword,
    /// `stream! { … }`.
    Stream,
    /// Nightly: the keywords under the attribute.
    KeywordUnderAttribute,
}

use Spelling::{Attribute, Keyword, KeywordUnderAttribute, Reference, Stream};

impl Spelling {
    /// What a compiler understands.
    pub(crate) const fn all(nightly: bool) -> &'static [Spelling] {
        match nightly {
            false => &[Reference, Attribute, Keyword, Stream],
            true => &[Reference, Attribute, Keyword, Stream, KeywordUnderAttribute],
        }
    }

    pub(crate) fn yielded(self, item: &str) -> String {
        match self {
            Reference => format!("push(&items, {item})"),
            Attribute => format!("yield_!({item})"),
            // As an operand, a `yield` would go on after its item.
            Keyword | Stream | KeywordUnderAttribute => format!("(yield {item})"),
        }
    }

    pub(crate) fn for_await(self, label: &str, pattern: &str, stream: &str, body: &str) -> String {
        match self {
            Reference => format!(
                "{{ let mut items_of = std::pin::pin!({stream}); \
                 {label} while let Some({pattern}) = items_of.next().await {{ {body} }} }}"
            ),
            Attribute => format!("#[for_await] {label} for {pattern} in {stream} {{ {body} }}"),
            Keyword | Stream | KeywordUnderAttribute => {
                format!("{label} for await {pattern} in {stream} {{ {body} }}")
            }
        }
    }

    /// A `catch!`, in the reference a block of this label.
    pub(crate) fn catch(self, label: &str, block: &str) -> String {
        match self {
            Reference => format!(
                "outcome({label}: {{ let value = {{ {block} }}; left(\"catch\", \"end\"); \
                 Ok(value) }})"
            ),
            _ => format!("catch! {{ {block} }}"),
        }
    }

    /// The rest of a block and the `finally!` before it, in the reference the end of that rest.
    pub(crate) fn finally(self, guard: &str, cleanup: &str, rest: &str) -> String {
        match self {
            Reference => {
                format!("let value = {{ {rest} }}; left({guard:?}, \"end\"); {{ {cleanup} }} value")
            }
            _ => format!("finally! {{ {cleanup} }} {rest}"),
        }
    }

    /// A function of this name, which runs a body that begins with the number `start`, and which
    /// an error ends if it `throws`.
    pub(crate) fn function(self, name: &str, body: &str, throws: bool) -> String {
        let number = if throws { ".map(number)" } else { "" };
        let generator = |definition: String| {
            format!(
                "pub fn {name}(start: u32) -> Vec<u32> {{ {definition} \
                 run(generator(start){number}.collect()) }}"
            )
        };
        let arguments = if throws { "(throws = Failed)" } else { "" };
        let (item, stream) = match throws {
            true => ("Result<u32, Failed>", "try_stream"),
            false => ("u32", "stream"),
        };
        match self {
            Reference => format!(
                "pub fn {name}(start: u32) -> Vec<u32> {{ let items = RefCell::default(); \
                 run(async {{ {body} }}); items.into_inner() }}"
            ),
            Attribute | KeywordUnderAttribute => generator(format!(
                "#[async_generator{arguments}] async fn generator(start: u32) -> u32 {{ {body} }}"
            )),
            Keyword if throws => generator(format!(
                "async_gen! {{ #[async_generator{arguments}] \
                 async fn generator(start: u32) -> u32 {{ {body} }} }}"
            )),
            Keyword => generator(format!(
                "async_gen! {{ async gen fn generator(start: u32) -> u32 {{ {body} }} }}"
            )),
            Stream => generator(format!(
                "fn generator(start: u32) -> impl Stream<Item = {item}> {{ \
                 {stream}! {{ {body} }} }}"
            )),
        }
    }
}
