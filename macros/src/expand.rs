//! The stages in order: read, check, rewrite the body, write the function or block. All spellings meet here.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{AttrStyle, Attribute, Block};

use crate::args::{self, Args};
use crate::captures::{self, Captures};
use crate::diagnostics::{Diagnostics, Result};
use crate::hygiene::{self, Names};
use crate::input::{self, Body, Function};
use crate::keywords::{self, Keywords};
use crate::rewrite::{self, Kind, Throws};
use crate::signature::{self, Types};
use crate::{check, fallback, raises, tokens};

/// `#[async_generator(args)] item`
pub(crate) fn attribute(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let args = args::parse(args, &mut diagnostics);
    let names = Names::new(args.runtime.as_ref().map(ToTokens::to_token_stream));
    // A function that cannot even be read is left as it is, but for its body: no error of its own should come of that.
    let expanded =
        function(&args, item.clone(), &names, false, &mut diagnostics).unwrap_or_else(|_| fallback::without_body(item));
    let errors = diagnostics.into_items();
    quote!(#expanded #errors)
}

/// `async_gen! { code }`
pub(crate) fn async_gen(tokens: TokenStream) -> TokenStream {
    let (runtime, code) = runtime_and_code(tokens);
    let names = Names::new(Some(runtime));
    let mut diagnostics = Diagnostics::default();
    let code = check::block_keywords(code, &mut diagnostics);
    let expanded = Keywords::of_items(&names, &mut diagnostics).read(code);
    let errors = diagnostics.into_items();
    // Beside an expression nothing can stand.
    match !errors.is_empty() && syn::parse2::<syn::Expr>(expanded.clone()).is_ok() {
        true => quote!({ #errors #expanded }),
        // First: what follows what rustc cannot read it does not see.
        false => quote!(#errors #expanded),
    }
}

/// `stream! { body }` and `try_stream! { body }`
pub(crate) fn stream(tokens: TokenStream, items: Items) -> TokenStream {
    let (runtime, code) = runtime_and_code(tokens);
    let names = Names::new(Some(runtime));
    let mut diagnostics = Diagnostics::default();
    let place = Span::call_site();
    let code = without_braces(code);
    let block = expression(place, quote_spanned!(hygiene::ours(place)=> move), code, items, &names, &mut diagnostics);
    let errors = diagnostics.into_items();
    let span = hygiene::ours(place);
    quote_spanned!(span=> { #errors #block })
}

/// The inside of `stream!({ … })`, which is how one has to write it for rustfmt.
fn without_braces(code: TokenStream) -> TokenStream {
    let mut tokens = code.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Group(block)), None) if block.delimiter() == Delimiter::Brace => block.stream(),
        _ => code,
    }
}

/// What the items of a block are made of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Items {
    /// What is yielded; if the body raises with `?`, that are results, and the error is the last of them.
    Yielded,
    /// `Ok` of what is yielded, and `Err` of what is raised.
    Results,
}

/// The first token is the runtime's `$crate`, the rest is the user's.
fn runtime_and_code(tokens: TokenStream) -> (TokenStream, TokenStream) {
    let mut tokens = tokens.into_iter();
    let runtime = tokens.next().into_iter().collect();
    (runtime, tokens.collect())
}

/// A generator function inside `async_gen!`, or inside another generator.
pub(crate) fn inner_function(
    args: TokenStream,
    item: TokenStream,
    names: &Names,
    diagnostics: &mut Diagnostics,
) -> TokenStream {
    let args = args::parse(args, diagnostics);
    let own_names = args.runtime.as_ref().map(|path| Names::new(Some(path.to_token_stream())));
    function(&args, item, own_names.as_ref().unwrap_or(names), true, diagnostics).unwrap_or_default()
}

/// `async gen { body }` or `async gen move { body }`
pub(crate) fn block(
    place: Span,
    capture: TokenStream,
    body: TokenStream,
    names: &Names,
    diagnostics: &mut Diagnostics,
) -> TokenStream {
    let block = expression(place, capture, body, Items::Yielded, names, diagnostics);
    let span = hygiene::ours(place);
    quote_spanned!(span=> { #block })
}

fn function(
    args: &Args,
    item: TokenStream,
    names: &Names,
    expands_attributes: bool,
    diagnostics: &mut Diagnostics,
) -> Result<TokenStream> {
    let (item, gen_token) = keywords::without_gen(item);
    let mut function = diagnostics.parsed(input::parse(item))?;
    check::attributes(&mut function.attrs, diagnostics);
    let yielded = check::signature(&mut function.sig, gen_token, diagnostics);
    let types = Types::of(&function.sig, args);
    let body = function.body.take().map(|body| {
        let captures = captures::take(&mut function.sig);
        if yielded == check::Item::Replaced {
            return fallback::body(captures, &types, names);
        }
        let body = body.map(|code| Keywords::of_body(names, diagnostics, expands_attributes).read(code));
        // Where an error is about the whole generator: at the attribute, or at the name, where `async_gen!` is around all.
        let place = if expands_attributes { function.sig.ident.span() } else { Span::call_site() };
        function_body(place, &body, captures, &mut function, &types, names, diagnostics)
    });
    signature::rewrite(&mut function.sig, &types, args.returns, names);
    let Function { mut attrs, vis, sig, .. } = function;
    attrs.extend(signature::lints(args.returns));
    let body = body.unwrap_or_else(|| quote!(;));
    Ok(quote!(#(#attrs)* #vis #sig #body))
}

/// ```text
/// // Input:
/// { stmts }
/// // Output:
/// {
///     let arguments = (a, b);
///     let handle = unsafe { Handle::<T, S, E, Plain>::new() };
///     let (arguments, take) = handle.arguments(arguments);
///     waiting(handle, arguments, move || async move {
///         let (a, b) = take.await;
///         'body: { 'end: { rewritten stmts } Ok(()) }
///     })
/// }
/// // Without arguments:
/// {
///     let handle = unsafe { Handle::<T, S, E, Plain>::new() };
///     generator(handle, async move { 'body: { 'end: { rewritten stmts } Ok(()) } })
/// }
/// ```
fn function_body(
    place: Span,
    body: &Body,
    captures: Captures,
    function: &mut Function,
    types: &Types,
    names: &Names,
    diagnostics: &mut Diagnostics,
) -> TokenStream {
    let Ok((inner_attrs, mut block)) = diagnostics.parsed(body.parse()) else {
        return fallback::body(captures, types, names);
    };
    function.attrs.extend(inner_attrs.into_iter().map(|attr| Attribute { style: AttrStyle::Outer, ..attr }));
    rewrite::body(&mut block, names, &types.kind(names), diagnostics);
    // With braces that are ours: a body of one expression is then no unused pair of braces.
    let block = tokens::with_span(block.into_token_stream(), |braces| hygiene::ours(braces.span()));
    signature::body(place, captures, block, body.braces.span(), types, names)
}

/// ```text
/// // Input:
/// async gen move { stmts }
/// // Output:
/// let handle = unsafe { Handle::<_, (), Infallible, Plain>::new() };
/// generator(handle, async move { 'body: { 'end: { rewritten stmts } Ok(()) } })
/// // Output without `move`: the handle is behind a reference, so that the block can capture it.
/// let handle = unsafe { Handle::<_, (), Infallible, Plain>::by_reference() };
/// generator(*handle, async { let handle = *handle; 'body: { 'end: { rewritten stmts } Ok(()) } })
/// ```
fn expression(
    place: Span,
    capture: TokenStream,
    code: TokenStream,
    items: Items,
    names: &Names,
    diagnostics: &mut Diagnostics,
) -> TokenStream {
    let code = Keywords::of_body(names, diagnostics, true).read(code);
    let span = hygiene::ours(place);
    let stmts = match diagnostics.parsed(syn::parse::Parser::parse2(Block::parse_within, code)) {
        Ok(stmts) => stmts,
        Err(_) => return fallback::expression(place, names),
    };
    let mut block = Block { brace_token: syn::token::Brace(span), stmts };
    let raises = items == Items::Results || raises::any(&mut block);
    let kind = Kind { yields: None, sends: None, throws: Throws::Declared, thrown: quote!(_) };
    let yields = rewrite::body(&mut block, names, &kind, diagnostics);
    let yielded = if yields { quote!(_) } else { quote!(()) };
    let (error, items) = match (items, raises) {
        (Items::Results, _) => (quote!(_), names.private("Throwing", place)),
        (Items::Yielded, true) => (quote!(_), names.private("Ending", place)),
        (Items::Yielded, false) => (names.private("Infallible", place), names.private("Plain", place)),
    };
    let handle_type = names.private("Handle", place);
    let handle_type = quote_spanned!(span=> #handle_type::<#yielded, (), #error, #items>);
    let handle = hygiene::handle(place);
    signature::generator(place, handle, handle_type, capture, TokenStream::new(), block.into_token_stream(), names)
}
