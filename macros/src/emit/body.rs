//! The body of the plain `fn`, and a generator as an expression: the handle, and the `async` block
//! with it.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Token;

use super::declared::{self, BlockSpans};
use super::params::{Arguments, Params, Taken};
use super::unreachable_code;
use crate::hygiene::{Emit, ItemPath, Paths};
use crate::model::{Cleanups, Protocol, Returns, Throws};
use crate::tokens;

/// What the body of a function depends on, but for its statements.
pub(crate) struct Function<'a> {
    /// Where generated code is located.
    pub(crate) span: Span,
    /// Where an error about the whole generator is located: the function's name.
    pub(crate) name: Span,
    /// The braces of the body.
    pub(crate) braces: Span,
    pub(crate) protocol: &'a Protocol,
    pub(crate) returns: Returns,
    pub(crate) types: DeclaredTypes,
    pub(crate) cleanups: Cleanups,
    /// See [`Found`](crate::rewrite::Found).
    pub(crate) reaches_end: bool,
    /// Items that the body can name.
    pub(crate) items: &'a TokenStream,
}

/// How the body of a function learns the declared types.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum DeclaredTypes {
    /// From what the function returns.
    FromSignature,
    /// It names them: every program knows them, or a foreign attribute may have changed what the
    /// function returns.
    Named,
}

impl DeclaredTypes {
    /// For rustc it is less work to read them, but an unknown type would be reported twice.
    pub(crate) fn of(protocol: &Protocol) -> Self {
        match protocol.has_primitive_types {
            true => DeclaredTypes::Named,
            false => DeclaredTypes::FromSignature,
        }
    }
}

/// ```text
/// // Input: the parameters, and
/// { rewritten stmts }
/// // Output:
/// { return {
///     let handle = unsafe { Handle::<_, _, _, InfallibleItems>::asyncgen_new_handle() };
///     if false { return handle.declared(); }
///     handle.lazy((a, b), move |take| async move {
///         let (a, b) = take.await;
///         'body: { 'end: { rewritten stmts } imports; Ok(()) }
///     })
/// }; }
/// // Output under `boxed`:
/// { return { let boxed = boxed({ … }); boxed }; }
/// // Output without parameters, or with those that the body captures:
/// { return {
///     let mut n = n;
///     let handle = unsafe { Handle::<_, _, _, InfallibleItems>::asyncgen_new_handle() };
///     if false { return handle.declared(); }
///     handle.plain_generator(async move { 'body: { 'end: { rewritten stmts } imports; Ok(()) } })
/// }; }
/// ```
pub(crate) fn of_function(
    function: &Function<'_>,
    params: Params,
    block: &Group,
    paths: &Paths,
) -> Group {
    let Function { span, name, protocol, returns, braces, types, cleanups, reaches_end, items } =
        *function;
    let emit = paths.at(span);
    let handle_type = handle_type(protocol, types, paths.at(protocol.span()));
    let capture = quote_spanned!(emit.span=> move);
    let make_handle = make_declared_handle(paths, function, &handle_type);
    let (enter, captured) = (params.receiver, params.captured);
    let items = items.clone();
    let items_at = protocol.span();
    // With the user's own span, rustc names the variables that the block captures.
    let block = Block { at: name, items_at, capture, enter, block, items, cleanups, reaches_end };
    let generator = generator(emit, make_handle, params.arguments, block);
    let generator = quote_spanned!(span=> #captured #generator);
    let inside = match returns {
        Returns::Opaque | Returns::OpaqueSend => generator,
        Returns::Boxed | Returns::BoxedLocal => {
            // An unmet bound of the item's type is reported once, at that type, and a body that is
            // not `Send` at the name.
            let at = paths.at(items_at);
            let (boxed, value) = (at.boxed(), paths.at(name).variable("boxed"));
            let call = quote_spanned!(at.span=> #boxed({ #generator }));
            quote_spanned!(span=> let #value = #call; #value)
        }
    };
    // The `return` is for clippy's `implicit_return`, which would suggest one at the attribute.
    let inside = quote_spanned!(emit.span=> return { #inside };);
    let mut body = Group::new(Delimiter::Brace, inside);
    body.set_span(braces);
    body
}

/// The handle, located at the item's type: rustc shows it in errors about that type.
fn handle_named(function: &Function<'_>, paths: &Paths) -> Ident {
    paths.at(function.protocol.span()).handle()
}

/// The type of a block's items and errors, as far as the macro knows.
pub(crate) struct BlockTypes {
    /// The `cfg` condition under which the block has these types.
    pub(crate) condition: Option<TokenStream>,
    pub(crate) yielded: TokenStream,
    pub(crate) error: TokenStream,
    pub(crate) policy: TokenStream,
}

/// What the generator of a block depends on.
pub(crate) struct BlockBody<'a> {
    /// Where an error about the whole of it is located.
    pub(crate) at: Span,
    /// Where its first yield is.
    pub(crate) first_yield: Span,
    pub(crate) types: Vec<BlockTypes>,
    /// `move`, or nothing.
    pub(crate) capture: TokenStream,
    /// Variables that the generator takes as arguments.
    pub(crate) taken: Vec<Taken>,
    /// The variable that it captures, and that stays there.
    pub(crate) in_place: Option<Taken>,
    pub(crate) cleanups: Cleanups,
    /// See [`Found`](crate::rewrite::Found).
    pub(crate) reaches_end: bool,
    /// The rewritten statements.
    pub(crate) block: &'a Group,
    /// Items that the body can name.
    pub(crate) items: TokenStream,
}

/// ```text
/// // Input:
/// async gen move { rewritten stmts }
/// // Output:
/// let handle = unsafe { Handle::<_, (), Infallible, InfallibleItems>::asyncgen_new_handle() };
/// handle.plain_generator(async move { 'body: { 'end: { rewritten stmts } Ok(()) } })
/// // Output with a `finally!`:
/// handle.generator::<PromptCleanup, _>(async move { … })
/// // Output with a variable that a loop goes over:
/// let handle = unsafe { Handle::<_, (), Infallible, InfallibleItems>::asyncgen_new_handle() };
/// handle.lazy((list,), move |take| async move { let (list,) = take.await; 'body: { … } })
/// // Output without `move`: the handle is behind a reference, so that the block can capture it.
/// let handle = unsafe { Handle::<_, (), Infallible, InfallibleItems>::asyncgen_new_handle() };
/// let handle = handle.by_reference();
/// (*handle).plain_generator(async { let handle = *handle; 'body: { … } })
/// ```
pub(crate) fn of_block(emit: Emit<'_>, body: BlockBody<'_>) -> TokenStream {
    let BlockBody { at, first_yield, types, capture, taken, in_place, .. } = body;
    let BlockBody { cleanups, reaches_end, block, items, .. } = body;
    let handle_type = emit.handle_type();
    // rustc shows where it is bound if an item lives too short.
    let bound_handle = emit.at(first_yield).handle();
    let mut handle = TokenStream::new();
    for BlockTypes { condition, yielded, error, policy } in &types {
        let condition = condition.as_ref().map(|it| quote_spanned!(emit.span=> #[cfg(#it)]));
        let ty = quote_spanned!(emit.span=> #handle_type::<#yielded, (), #error, #policy>);
        let make_handle = make_handle(&bound_handle, &ty, emit);
        handle.extend(quote_spanned!(emit.span=> #condition #make_handle));
    }
    let items_at = first_yield;
    let spans = BlockSpans { first: at, last: block.span(), items_at };
    declared::by_surroundings(emit, spans, |declared| {
        let captured = in_place.map(|it| it.in_place(emit));
        let make_handle = quote_spanned!(emit.span=> #handle #declared #captured);
        let enter = TokenStream::new();
        // Of our edition: in an older one it would capture whole variables.
        let at = emit.at(at).span;
        let block = Block { at, items_at, capture, enter, block, items, cleanups, reaches_end };
        generator(emit, make_handle, Arguments::of_block(taken), block)
    })
}

/// `Handle::<_, _, _, Policy>`, or `Handle::<T, S, E, Policy>`. `<Handle<T>>` takes less of rustc
/// where it is enough.
fn handle_type(protocol: &Protocol, types: DeclaredTypes, emit: Emit<'_>) -> TokenStream {
    let policy = || match protocol.throws {
        Throws::Declared(_) => emit.fallible_items(),
        _ => emit.infallible_items(),
    };
    let (handle, yields) = (emit.handle_type(), &protocol.yields);
    if types == DeclaredTypes::FromSignature {
        let policy = policy();
        return quote_spanned!(emit.span=> #handle::<_, _, _, #policy>);
    }
    let has_name = !tokens::has_impl(yields.to_token_stream());
    let yields: &dyn ToTokens = if has_name { yields } else { &Token![_](emit.span) };
    if protocol.is_infallible() && protocol.sends.is_none() {
        return quote_spanned!(emit.span=> <#handle<#yields>>);
    }
    let policy = policy();
    let (sent, thrown) = (protocol.sent(), protocol.thrown(emit));
    quote_spanned!(emit.span=> #handle::<#yields, #sent, #thrown, #policy>)
}

/// The `async` block of a generator.
struct Block<'a> {
    /// Where an error about the whole of it is located.
    at: Span,
    /// Where an error about the items' type is located: rustc reports one only once at a place.
    items_at: Span,
    /// `move`, or nothing.
    capture: TokenStream,
    /// Statements before the user's.
    enter: TokenStream,
    block: &'a Group,
    /// Behind the user's statements, so that these stand where they stand without any.
    items: TokenStream,
    cleanups: Cleanups,
    reaches_end: bool,
}

/// The type that tells the runtime what `finally!` blocks a body has.
fn cleanups_type(cleanups: Cleanups, emit: Emit<'_>) -> ItemPath {
    match cleanups {
        Cleanups::None => emit.no_cleanup(),
        Cleanups::Prompt => emit.prompt_cleanup(),
        Cleanups::Awaiting => emit.awaiting_cleanup(),
    }
}

/// The only `unsafe` of an expansion.
fn make_handle(handle: &Ident, handle_type: &TokenStream, emit: Emit<'_>) -> TokenStream {
    quote_spanned!(emit.span=>
        let #handle = unsafe { #handle_type::asyncgen_new_handle() };
    )
}

/// The handle of a function, with the types that the function declares.
fn make_declared_handle(
    paths: &Paths,
    function: &Function<'_>,
    handle_type: &TokenStream,
) -> TokenStream {
    let (emit, handle) = (paths.at(function.span), handle_named(function, paths));
    let make_handle = make_handle(&handle, handle_type, paths.at(function.protocol.span()));
    let declared = match function.types {
        DeclaredTypes::FromSignature => declared::by_function(&handle, function.returns, emit),
        DeclaredTypes::Named => TokenStream::new(),
    };
    quote_spanned!(emit.span=> #make_handle #declared)
}

fn generator(
    emit: Emit<'_>,
    make_handle: TokenStream,
    arguments: Option<Arguments>,
    block: Block<'_>,
) -> TokenStream {
    if let Some(arguments) = arguments {
        return lazy(emit, make_handle, arguments, block);
    }
    let (span, at) = (emit.span, emit.at(block.items_at));
    let method = match block.cleanups {
        // An editor may find no `finally!` in half-typed code, and compares what is around it.
        Cleanups::None if emit.is_for_rustc() => quote_spanned!(at.span=> plain_generator),
        cleanups => {
            let cleanups = cleanups_type(cleanups, emit);
            quote_spanned!(at.span=> generator::<#cleanups, _>)
        }
    };
    if block.capture.is_empty() {
        let (handle, enter) = (emit.handle(), &block.enter);
        let enter = quote_spanned!(span=> let #handle = *#handle; #enter);
        let body = async_block(emit, Block { enter, ..block });
        return quote_spanned!(span=>
            #make_handle
            let #handle = #handle.by_reference();
            (*#handle).#method(#body)
        );
    }
    let (handle, body) = (at.handle(), async_block(emit, block));
    let generator = quote_spanned!(at.span=> #handle.#method(#body));
    quote_spanned!(span=> #make_handle #generator)
}

/// A generator that stores its arguments until it starts.
fn lazy(
    emit: Emit<'_>,
    make_handle: TokenStream,
    arguments: Arguments,
    block: Block<'_>,
) -> TokenStream {
    let (span, at) = (emit.span, emit.at(block.items_at));
    let take = at.variable("take");
    let Arguments { before, value, pattern, after } = arguments;
    let (enter, cleanups) = (&block.enter, cleanups_type(block.cleanups, emit));
    let taken = quote_spanned!(at.span=> #take.await);
    let enter = quote_spanned!(span=> #enter let #pattern = #taken; #after);
    let body = async_block(emit, Block { enter, ..block });
    let make = quote_spanned!(span=> move |#take| { #body });
    let handle = at.handle();
    let generator = quote_spanned!(at.span=> #handle.lazy::<#cleanups, _, _, _>(#value, #make));
    quote_spanned!(span=>
        #before
        #make_handle
        #generator
    )
}

fn async_block(emit: Emit<'_>, block: Block<'_>) -> TokenStream {
    let (label, result) = (emit.label(), emit.result());
    let Block { at, capture, enter, block, items, cleanups, reaches_end, .. } = block;
    let inline = inline_attribute(cleanups, emit);
    let end = emit.end_label();
    let block = unreachable_code::after_body(block, &end, reaches_end, emit.span);
    let mut braces = Group::new(
        Delimiter::Brace,
        quote_spanned!(emit.span=>
            #enter
            #label: {
                #block
                #items
                #result::Ok(())
            }
        ),
    );
    braces.set_span(at);
    let async_token = Ident::new("async", at);
    quote_spanned!(emit.span=> #inline #async_token #capture #braces)
}

/// Where there is a `finally!`, the body is also polled to leave it. LLVM would then inline it in
/// neither place, and the ordinary poll is to cost what it does without. The attribute is one that
/// nobody can shadow.
fn inline_attribute(cleanups: Cleanups, emit: Emit<'_>) -> TokenStream {
    match cleanups {
        Cleanups::None => TokenStream::new(),
        Cleanups::Prompt | Cleanups::Awaiting => quote_spanned!(emit.span=> #[inline(always)]),
    }
}
