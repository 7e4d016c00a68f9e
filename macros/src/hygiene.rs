//! Makes every name and every path of an expansion.
//!
//! Names are mixed-site: no user can spell them, and they capture no name of the user's. Paths are
//! absolute and lead to `::core` and through the runtime's `__private` module, so that a user's own
//! `Option` or `core` does not get in the way.

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::Lifetime;

use crate::tokens;

/// Where the runtime crate is, and whose hygiene generated tokens have.
pub(crate) struct Paths {
    /// `None` for `::asyncgen`.
    runtime: Option<TokenStream>,
    resolve: fn(Span) -> Span,
    /// Whether rustc calls the macro, and not the server of an editor.
    pub(crate) for_rustc: bool,
}

impl Paths {
    pub(crate) fn new(runtime: Option<TokenStream>) -> Self {
        Paths { runtime, resolve: ours, for_rustc: tokens::is_rustc() }
    }

    /// The same paths for tokens that a foreign attribute sees.
    pub(crate) fn for_foreign(&self) -> Self {
        Paths { runtime: self.runtime.clone(), resolve: users, for_rustc: self.for_rustc }
    }

    /// Names and paths for code that belongs to the user's code at `span`.
    pub(crate) fn at(&self, span: Span) -> Emit<'_> {
        Emit { paths: self, span: (self.resolve)(span) }
    }

    /// Whether the runtime is where a `crate = path` of the user's leads, which may be anywhere.
    fn leads_where_the_user_says(&self) -> bool {
        let first = self.runtime.clone().and_then(|path| path.into_iter().next());
        first.is_some_and(|token| !["$crate", "asyncgen"].contains(&&*token.to_string()))
    }

    /// The path of the runtime crate, as the user could write it.
    pub(crate) fn runtime(&self) -> TokenStream {
        match &self.runtime {
            Some(path) => path.clone(),
            None => quote_spanned!(Span::call_site()=> ::asyncgen),
        }
    }
}

/// Makes names and paths that are located at one place of the user's code.
#[derive(Clone, Copy)]
pub(crate) struct Emit<'a> {
    paths: &'a Paths,
    /// The span of generated code.
    pub(crate) span: Span,
}

/// Names the items that expansions use: those of the runtime in `__private`, those of the runtime
/// that users see, whose names rustc may show, and those of `core`.
///
/// The last ones have names of which rustc knows others to import: through a path of the user's
/// that leads nowhere, each would be an error of its own.
macro_rules! items {
    (
        public { $($public:ident = $public_name:literal,)* }
        private { $($private:ident = $private_name:literal,)* }
        core { $($core:ident = $core_path:ident::$core_name:ident,)* }
    ) => {
        impl Emit<'_> {
            $(pub(crate) fn $core(self) -> ItemPath {
                let modules = ["core", stringify!($core_path)];
                self.path(Vec::new(), &modules, stringify!($core_name))
            })*
            $(pub(crate) fn $public(self) -> ItemPath { self.in_runtime(&[], $public_name) })*
            $(pub(crate) fn $private(self) -> ItemPath {
                self.in_runtime(&[PRIVATE], $private_name)
            })*
        }
    };
}

items! {
    public {
        async_generator = "AsyncGenerator",
        await_ = "Await",
        box_async_generator = "BoxAsyncGenerator",
        end_with_error = "EndWithError",
        for_await = "ForAwait",
        for_await_close = "ForAwaitClose",
        guards_nothing = "FINALLY_GUARDS_NOTHING",
        last_expression = "LastExpression",
        local_box_async_generator = "LocalBoxAsyncGenerator",
        question_mark = "QuestionMark",
        unknown_syntax = "unknown_syntax",
        unused_catch = "UNUSED_CATCH",
    }
    private {
        awaiting_cleanup = "AwaitingCleanup",
        block_exit = "BlockExit",
        boxed = "boxed",
        dummy_item = "dummy_item",
        dummy_value = "dummy_value",
        end_without_error = "EndWithoutError",
        fallible_items = "FallibleItems",
        final_error_items = "FinalErrorItems",
        generator_body = "generator_body",
        handle_type = "Handle",
        infallible_items = "InfallibleItems",
        items_or_units = "ItemsOrUnits",
        left_block = "left_block",
        never_yields = "NEVER_YIELDS",
        no_cleanup = "NoCleanup",
        prompt_cleanup = "PromptCleanup",
        returned = "returned",
        try_stream = "try_stream",
        unreachable = "Unreachable",
        unreachable_jump = "unreachable_jump",
        value = "value",
    }
    core {
        identity = convert::identity,
        infallible_error = convert::Infallible,
        option = option::Option,
        result = result::Result,
        send = marker::Send,
    }
}

/// The path of an item. It is no stream, because putting one stream into another is a call of the
/// compiler, and each expansion has many paths.
pub(crate) struct ItemPath(Vec<TokenTree>);

impl ToTokens for ItemPath {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.iter().cloned());
    }
}

impl<'a> Emit<'a> {
    /// Makes them at another place.
    pub(crate) fn at(self, span: Span) -> Emit<'a> {
        self.paths.at(span)
    }
}

impl Emit<'_> {
    /// Whether rustc calls the macro, and not the server of an editor.
    pub(crate) fn is_for_rustc(self) -> bool {
        self.paths.for_rustc
    }

    /// `start::modules::name`
    fn path(self, start: Vec<TokenTree>, modules: &[&str], name: &str) -> ItemPath {
        let mut path = start;
        for module in modules {
            self.push_colons(&mut path);
            path.push(self.module(module).into());
        }
        self.push_colons(&mut path);
        path.push(Ident::new(name, self.span).into());
        ItemPath(path)
    }

    /// `::asyncgen::modules::name`, wherever the runtime is.
    fn in_runtime(self, modules: &[&str], name: &str) -> ItemPath {
        let mut runtime = Vec::new();
        match &self.paths.runtime {
            Some(path) => {
                runtime.extend(path.clone().into_iter().map(|token| located_at(token, self.span)));
            }
            None => {
                self.push_colons(&mut runtime);
                runtime.push(self.module("asyncgen").into());
            }
        }
        self.path(runtime, modules, name)
    }

    fn push_colons(self, path: &mut Vec<TokenTree>) {
        for spacing in [Spacing::Joint, Spacing::Alone] {
            let mut colon = Punct::new(':', spacing);
            colon.set_span(self.span);
            path.push(colon.into());
        }
    }

    /// A crate or module that a path leads through. It is located at the whole macro call, because
    /// at a word of the user's an editor would show its documentation for the word.
    fn module(self, name: &str) -> Ident {
        Ident::new(name, (self.paths.resolve)(Span::call_site()))
    }

    /// Imports for editors: what can be typed in a body, and for each word of ours in it the item
    /// that it stands for. rustc does not get them: the user may have other macros of these names,
    /// which macros that are called in the body may call. Should it be taken for an editor, they
    /// stand in a call of a macro, whose tokens have the user's hygiene. It is left out where the
    /// user's `crate = path` could lead to somebody else's, or nowhere.
    ///
    /// ```text
    /// // Output: each `_` belongs to a word, located there.
    /// __private::for_editors! {
    ///     use __private::{catch, finally, yield_, yield_ as _, ForAwait as _};
    /// }
    /// ```
    pub(crate) fn imports(self, words: &[Ident], is_completed: bool) -> TokenStream {
        if self.paths.for_rustc || self.paths.leads_where_the_user_says() {
            return TokenStream::new();
        }
        let private = self.in_runtime(&[], PRIVATE);
        let unfinished = is_completed.then(|| quote_spanned!(self.span=> , Unfinished as _));
        quote_spanned!(self.span=>
            #private::for_editors! {
                use #private::{catch, finally, yield_ #(, #words as _)* #unfinished};
            }
        )
    }

    /// The function that a future goes through, located at the user's `await`: rustc reports there
    /// what bound an operand does not meet, and says it once for both.
    ///
    /// ```text
    /// // Output: only the path of the trait has a span of ours.
    /// <_ as Await<_, _>>::asyncgen_awaited
    /// ```
    pub(crate) fn awaited(self, at: Span) -> TokenStream {
        self.of_await(at, "asyncgen_awaited")
    }

    /// The function that returns the future as it is.
    pub(crate) fn future(self, at: Span) -> TokenStream {
        self.of_await(at, "asyncgen_future")
    }

    fn of_await(self, at: Span, function: &str) -> TokenStream {
        let (await_, function) = (self.await_(), Ident::new(function, at));
        quote_spanned!(at=> <_ as #await_<_, _>>::#function)
    }

    /// A variable of the expansion.
    pub(crate) fn variable(self, name: &str) -> Ident {
        Ident::new(&format!("{PREFIX}{name}"), self.span)
    }

    /// The handle of the generator that is being expanded.
    ///
    /// rustc shows its name in one case: when an item does not live as long as the declared type
    /// says, it reports that "lifetime `'1` appears in the type of" the handle.
    pub(crate) fn handle(self) -> Ident {
        Ident::new(HANDLE, self.span)
    }

    /// The label of the innermost `async` block of the expansion: of the body, or of a guarded
    /// block in it.
    ///
    /// rustc shows its name in one case: when a macro has moved a yield into an `async` block or a
    /// closure of its own.
    pub(crate) fn label(self) -> Lifetime {
        Lifetime::new("'must_stand_directly_in_the_async_generator", self.span)
    }

    /// The label of the user's statements in the body. A `break` to it ends the body.
    pub(crate) fn end_label(self) -> Lifetime {
        label("end", self.span)
    }
}

/// A variable of the expansion.
///
/// With a prefix, because a constant of the user's with its name would turn it into a pattern that
/// matches a value; with an underscore, because nothing uses it where the user's code never ends.
pub(crate) fn variable(name: &str, span: Span) -> Ident {
    Ident::new(&format!("{PREFIX}{name}"), ours(span))
}

/// A lifetime parameter that the user did not write.
///
/// With a prefix, because rustc rejects two lifetime parameters of one name. rustc shows it where a
/// method does not match that of its trait: it reads like `'_`, which cannot be declared.
pub(crate) fn elided_lifetime(name: &str, span: Span) -> Lifetime {
    Lifetime::new(&format!("'_{name}"), ours(span))
}

/// A label that the user did not write.
///
/// With a prefix, because rustc warns of two labels of one name.
pub(crate) fn label(name: &str, span: Span) -> Lifetime {
    Lifetime::new(&format!("'asyncgen_{name}"), ours(span))
}

/// A `$crate` that rustc does not trace to the definition of a macro of ours.
fn located_at(mut token: TokenTree, span: Span) -> TokenTree {
    if matches!(&token, TokenTree::Ident(ident) if ident == "$crate") {
        token.set_span(token.span().located_at(span));
    }
    token
}

/// The span of generated code that belongs to the user's code at `span`.
pub(crate) fn ours(span: Span) -> Span {
    Span::mixed_site().located_at(span)
}

/// The span of generated code that foreign macros see: it resolves as the user's own.
pub(crate) fn users(span: Span) -> Span {
    Span::call_site().located_at(span)
}

/// The macro that each `async` block of an expansion defines for the calls that stand among the
/// arguments of other macros; see `rewrite/local_macros.rs`.
///
/// Those calls have the user's own hygiene, because their tokens are shown to other macros. Its
/// name shares no word with what users write, so that editors do not offer it.
pub(crate) const LOCAL_MACRO: &str = "__asyncgen_in_macro";

/// The word that begins a call of the local macro for a yield. It is not the keyword, which other
/// crates' macros rewrite.
pub(crate) const LOCAL_YIELD: &str = "item";

/// The `x` of a call `(item x)`. A number after the word says that the call belongs to an outer
/// generator.
pub(crate) fn local_yield_item(arguments: &TokenStream) -> Option<TokenStream> {
    let arguments: Vec<TokenTree> = arguments.clone().into_iter().collect();
    match &arguments[..] {
        [word, next, ..] if tokens::is_word(word, LOCAL_YIELD) && tokens::is_punct(next, '@') => {
            None
        }
        [word, item @ ..] if tokens::is_word(word, LOCAL_YIELD) => Some(tokens::stream(item)),
        _ => None,
    }
}

const PRIVATE: &str = "__private";
const HANDLE: &str = "_what_it_gives";
const PREFIX: &str = "_asyncgen_";

/// Whether a variable of the expansion may have this name: then a name of the user's must not get
/// a span of ours.
pub(crate) fn is_reserved(name: &Ident) -> bool {
    let name = name.to_string();
    name == HANDLE || name.starts_with(PREFIX)
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Span, TokenStream, TokenTree};

    use super::{HANDLE, Paths, is_reserved, variable};

    #[test]
    fn only_the_name_of_an_item_is_located_at_a_word() {
        let word: TokenStream = "  word".parse().expect("a word");
        let word = word.into_iter().next().map(|word| word.span()).expect("it has a token");
        let paths = Paths::new(None);
        let emit = paths.at(word);
        for path in [emit.async_generator(), emit.handle_type(), emit.result()] {
            let path = path.0;
            let is_located = |token: &TokenTree| token.span().start() == word.start();
            let is_module = |token: &TokenTree| matches!(token, TokenTree::Ident(_));
            let (name, others) = path.split_last().expect("a path");
            assert!(is_located(name), "{name}");
            assert!(others.iter().all(|token| is_located(token) != is_module(token)), "{others:?}");
        }
    }

    #[test]
    fn names_of_the_expansion_are_reserved() {
        let span = Span::call_site();
        for (name, expected) in [
            (variable("item", span), true),
            (syn::Ident::new(HANDLE, span), true),
            (syn::Ident::new("item", span), false),
            (syn::Ident::new("asyncgen_item", span), false),
        ] {
            assert_eq!(is_reserved(&name), expected, "{name}");
        }
    }
}
