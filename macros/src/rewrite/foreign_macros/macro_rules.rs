//! The rules of a `macro_rules!` that the body defines, which may yield.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt, quote, quote_spanned};
use syn::ItemMacro;

use crate::rewrite::rewriter::Rewriter;
use crate::tokens::{self, is_punct, is_word, map_group};

const PARAMETER: &str = "_asyncgen_parameter_";
const BLOCK: &str = "_asyncgen_block_";
const REPETITION: &str = "_asyncgen_repetition";
const ELEMENT: &str = "_asyncgen_element";

impl Rewriter<'_> {
    /// ```text
    /// // Input:
    /// macro_rules! emit { ($x:expr) => { yield_!($x) } }
    /// // Output; the arm is defined again in each guarded block where the rule may be applied:
    /// macro_rules! emit { ($x:expr) => { __asyncgen_in_macro!(item @0 $x) } }
    /// ```
    pub(in crate::rewrite) fn macro_rules(&mut self, it: &mut ItemMacro) {
        if self.contains_builtins(it.mac.tokens.clone()) {
            let known = self.block.arms().len();
            let outer = std::mem::replace(&mut self.rules_of, it.ident.clone());
            it.mac.tokens = self.transcribers(std::mem::take(&mut it.mac.tokens));
            self.rules_of = outer;
            self.arms_of_rules.extend_from_slice(&self.block.arms()[known..]);
        }
    }

    fn transcribers(&mut self, rules: TokenStream) -> TokenStream {
        let mut matcher = TokenStream::new();
        let mut is_transcriber = false;
        let mut rewrite = |this: &mut Self, token| match token {
            TokenTree::Group(group) if std::mem::take(&mut is_transcriber) => {
                let blocks = block_parameters(std::mem::take(&mut matcher));
                let readable = map_group(&group, |tokens| with_names(tokens, &blocks));
                with_parameters(TokenTree::Group(this.group(&readable, None, None)).into())
            }
            token => {
                is_transcriber = is_punct(&token, '>');
                if let TokenTree::Group(group) = &token {
                    matcher = group.stream();
                }
                token.into()
            }
        };
        let mut rewritten = TokenStream::new();
        self.visit_foreign(|this| {
            for token in rules {
                rewritten.extend(rewrite(this, token));
            }
        });
        rewritten
    }
}

/// The names of the parameters that a matcher declares as `$name:block`.
fn block_parameters(matcher: TokenStream) -> Vec<Ident> {
    let tokens: Vec<TokenTree> = matcher.into_iter().collect();
    let mut rest = &tokens[..];
    let mut names = Vec::new();
    while let [token, after @ ..] = rest {
        match (token, after) {
            (TokenTree::Group(group), _) => names.append(&mut block_parameters(group.stream())),
            (dollar, [TokenTree::Ident(name), colon, kind, ..])
                if is_punct(dollar, '$') && is_punct(colon, ':') && is_word(kind, "block") =>
            {
                names.push(name.clone());
            }
            _ => {}
        }
        rest = after;
    }
    names
}

/// Replaces parameters and repetitions, so that the tokens parse as code.
///
/// ```text
/// // Input:
/// { emit($x); $($rest)* } $block ($($list),*)
/// // Output: with another element, the list cannot be taken for parentheses that are superfluous.
/// { emit(PARAMETER_x); REPETITION! { { PARAMETER_rest } [*] } } { BLOCK_block }
/// (REPETITION! { { PARAMETER_list } [,*] }, ELEMENT)
/// ```
fn with_names(tokens: TokenStream, blocks: &[Ident]) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut rest = &tokens[..];
    let mut named = TokenStream::new();
    while let [token, after @ ..] = rest {
        rest = after;
        match (token, after) {
            (dollar, [TokenTree::Ident(name), after @ ..])
                if is_punct(dollar, '$') && !name.to_string().contains('#') =>
            {
                let with = |prefix| Ident::new(&format!("{prefix}{name}"), name.span());
                named.extend(match (blocks.contains(name), with(PARAMETER), with(BLOCK)) {
                    (true, _, block) => quote_spanned!(name.span()=> { #block }),
                    (false, parameter, _) => parameter.into_token_stream(),
                });
                rest = after;
            }
            (dollar, [TokenTree::Group(inside), after @ ..]) if is_punct(dollar, '$') => {
                let end = end_of_repetition(after);
                named.extend(repetition(inside, &after[..end], blocks));
                rest = &after[end..];
            }
            (TokenTree::Group(group), _) => {
                let group = map_group(group, |tokens| with_names(tokens, blocks));
                named.append(list(group));
            }
            (token, _) => named.append(token.clone()),
        }
    }
    named
}

/// A group; if a repetition in parentheses is all that it is, with another element.
fn list(group: Group) -> Group {
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    let is_repetition = matches!(&tokens[..], [name, _, _] if is_word(name, REPETITION));
    if !is_repetition || group.delimiter() != Delimiter::Parenthesis {
        return group;
    }
    let element = Ident::new(ELEMENT, group.span());
    map_group(&group, |tokens| quote!(#tokens, #element))
}

/// How many tokens the separator and the operator of a repetition take.
fn end_of_repetition(after: &[TokenTree]) -> usize {
    let is_operator = |token: &TokenTree| ['*', '+', '?'].iter().any(|it| is_punct(token, *it));
    after.iter().take(4).position(is_operator).map_or(0, |at| at + 1)
}

/// A repetition as a call that parses as a statement and as an expression. A `finally!` in it
/// guards what comes behind the repetition, too: it stays where it is reported.
fn repetition(inside: &Group, operator: &[TokenTree], blocks: &[Ident]) -> TokenStream {
    let named = with_names(inside.stream(), blocks);
    if operator.is_empty() || tokens::any_ident(named.clone(), &mut |word| word == "finally") {
        let inside = tokens::with_stream(inside, named);
        return quote!($ #inside #(#operator)*);
    }
    let span = inside.span();
    let call = Ident::new(REPETITION, span);
    quote_spanned!(span=> #call! { { #named } [#(#operator)*] })
}

/// Undoes `with_names`.
fn with_parameters(tokens: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut rest = &tokens[..];
    let mut restored = TokenStream::new();
    while let [token, after @ ..] = rest {
        rest = after;
        match (token, after) {
            (TokenTree::Ident(name), [_, TokenTree::Group(call), after @ ..])
                if name == REPETITION =>
            {
                restored.extend(restored_repetition(call));
                rest = match after {
                    [_, element, after @ ..] if is_word(element, ELEMENT) => after,
                    after => after,
                };
            }
            (token, _) => restored.extend(restored_parameter(token)),
        }
    }
    restored
}

/// Whether there is a repetition among these tokens, or a parameter that has no other name (a raw
/// one), so that they become an expression only when a rule is applied.
pub(in crate::rewrite) fn hold_fragments(tokens: TokenStream) -> bool {
    tokens::any_punct(tokens.clone(), '$')
        || tokens::any_ident(tokens, &mut |word| word == REPETITION)
}

fn restored_repetition(call: &Group) -> TokenStream {
    let tokens: Vec<TokenTree> = call.stream().into_iter().collect();
    let [TokenTree::Group(inside), TokenTree::Group(operator)] = &tokens[..] else {
        return TokenStream::new();
    };
    let mut restored = Group::new(Delimiter::Parenthesis, with_parameters(inside.stream()));
    restored.set_span(inside.span());
    let (dollar, operator) = (dollar(inside.span()), operator.stream());
    quote!(#dollar #restored #operator)
}

/// A token, or the `$name` for which it stands.
fn restored_parameter(token: &TokenTree) -> TokenStream {
    match token {
        TokenTree::Ident(name) => {
            let text = name.to_string();
            let text = text.strip_prefix(PARAMETER).or_else(|| text.strip_prefix(BLOCK));
            let Some(text) = text else { return token.clone().into() };
            let (dollar, parameter) = (dollar(name.span()), Ident::new(text, name.span()));
            quote!(#dollar #parameter)
        }
        TokenTree::Group(group) => {
            let mut inside = group.stream().into_iter();
            match (inside.next(), inside.next()) {
                (Some(TokenTree::Ident(name)), None) if name.to_string().starts_with(BLOCK) => {
                    restored_parameter(&name.into())
                }
                _ => TokenTree::from(map_group(group, with_parameters)).into(),
            }
        }
        token => token.clone().into(),
    }
}

fn dollar(span: Span) -> Punct {
    let mut dollar = Punct::new('$', Spacing::Alone);
    dollar.set_span(span);
    dollar
}
