//! The keyword spellings, which syn cannot read: `async gen fn`, `async gen { }`, `for await`, `yield from`.
//!
//! Goes through raw tokens and turns them into what the attribute takes, so that all spellings meet in `expand`.
//! A generator inside another is expanded here, before its surroundings are looked at: the innermost owns a yield.

mod around;
mod done;
mod stray;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};

use self::around::{
    are_words, attribute_in, begins_signature, end_of_function, is_block, is_brace, is_yield_from, lacks_a_block,
};
use self::done::{Done, MacroTokens};
use self::stray::without_end;
use crate::diagnostics::Diagnostics;
use crate::hygiene::{self, Names};
use crate::tokens::{self, is_word};
use crate::{expand, fallback};

/// `for await x in s`
fn for_await<'t>(rest: &'t [TokenTree], done: &mut Done) -> Option<&'t [TokenTree]> {
    let [first, second, rest @ ..] = rest else { return None };
    if !is_word(second, "await") {
        return None;
    }
    done.insert_before_label(quote_spanned!(second.span()=> #[for_await]));
    done.push(first.clone());
    Some(rest)
}

/// Reads the keywords in a piece of code.
pub(crate) struct Keywords<'a> {
    names: &'a Names,
    diagnostics: &'a mut Diagnostics,
    /// Whether the code is inside a generator: only there do `for await` and `yield from` mean something.
    in_body: bool,
    /// Whether the code is inside an ordinary function, where nothing can be yielded.
    in_function: bool,
    /// Whether the user has been told of a `yield` or `for await` in this function.
    has_stray: bool,
    /// Whether the code is between functions, and not inside a macro.
    among_items: bool,
    /// Whether the code is among the arguments of a macro, which must not see what a generator becomes.
    in_arguments: bool,
    /// Whether `#[async_generator]` is expanded here. Under the attribute itself rustc does that.
    expands_attributes: bool,
}

impl<'a> Keywords<'a> {
    /// For the code around generators.
    pub(crate) fn of_items(names: &'a Names, diagnostics: &'a mut Diagnostics) -> Self {
        Keywords {
            names,
            diagnostics,
            in_body: false,
            in_function: false,
            has_stray: false,
            among_items: true,
            in_arguments: false,
            expands_attributes: true,
        }
    }

    /// For a generator's body.
    pub(crate) fn of_body(names: &'a Names, diagnostics: &'a mut Diagnostics, expands_attributes: bool) -> Self {
        Keywords {
            names,
            diagnostics,
            in_body: true,
            in_function: false,
            has_stray: false,
            among_items: false,
            in_arguments: false,
            expands_attributes,
        }
    }

    /// ```text
    /// // Input:
    /// impl S { pub async gen fn f(&self) -> u32 { for await x in self.g() { yield x; } } }
    /// // Output:
    /// impl S { pub fn f(&self) -> impl AsyncGenerator<…> { … } }
    /// ```
    pub(crate) fn read(&mut self, code: TokenStream) -> TokenStream {
        let code: Vec<TokenTree> = code.into_iter().collect();
        let mut rest = &code[..];
        let mut done = Done::default();
        while let Some((token, after)) = rest.split_first() {
            rest = match self.read_keyword(rest, &mut done) {
                Some(rest) => rest,
                None => {
                    let token = match done.macro_at_end() {
                        Some(of) => self.read_macro(of, token.clone()),
                        None => self.read_inside(token.clone()),
                    };
                    done.push(token);
                    after
                }
            };
        }
        done.into_tokens()
    }

    fn read_inside(&mut self, token: TokenTree) -> TokenTree {
        match token {
            TokenTree::Group(group) => {
                let mut read = Group::new(group.delimiter(), self.read(group.stream()));
                read.set_span(group.span());
                read.into()
            }
            other => other,
        }
    }

    /// What a macro makes of its arguments nobody knows: it may put them into a generator, or take them apart.
    fn read_macro(&mut self, of: MacroTokens, token: TokenTree) -> TokenTree {
        if of == MacroTokens::Generator {
            return token;
        }
        let outside = (self.in_function, self.among_items, self.in_arguments);
        (self.in_function, self.among_items, self.in_arguments) = (false, false, true);
        let read = self.read_inside(token);
        (self.in_function, self.among_items, self.in_arguments) = outside;
        read
    }

    /// Reads a keyword spelling at the start of `rest`, if there is one, and gives what is after it.
    fn read_keyword<'t>(&mut self, rest: &'t [TokenTree], done: &mut Done) -> Option<&'t [TokenTree]> {
        let Some(TokenTree::Ident(first)) = rest.first() else { return None };
        match first.to_string().as_str() {
            "fn" if matches!(rest, [_, TokenTree::Ident(_), ..]) => self.function(rest, done),
            "async" => self.async_gen(rest, done),
            "yield" if self.in_function || self.among_items => Some(self.stray_yield(rest, done)),
            "yield" if self.in_body => self.yield_in_body(rest, done),
            "for" if self.in_function => self.stray_for_await(rest, done),
            "for" if self.in_body => for_await(rest, done),
            YIELD_OF_OUTER => self.yield_of_outer(rest, done),
            _ => None,
        }
    }

    /// `async gen { … }` and `async gen move { … }`, and what was meant to be one of them, or an `async gen fn`.
    fn async_gen<'t>(&mut self, rest: &'t [TokenTree], done: &mut Done) -> Option<&'t [TokenTree]> {
        match rest {
            [first, second, TokenTree::Group(body), rest @ ..]
                if are_words([first, second], ["async", "gen"]) && is_block(body) =>
            {
                done.extend(self.block(second.span(), None, body));
                Some(rest)
            }
            [first, second, third, TokenTree::Group(body), rest @ ..]
                if are_words([first, second, third], ["async", "gen", "move"]) && is_block(body) =>
            {
                done.extend(self.block(second.span(), Some(third.clone()), body));
                Some(rest)
            }
            [first, second, rest @ ..]
                if are_words([first, second], ["async", "gen"]) && !self.in_body && begins_signature(rest) =>
            {
                self.diagnostics.error(&rest[0], "expected `fn`", "write `async gen fn`");
                let fn_token = Ident::new("fn", second.span());
                let prefix: TokenStream = done.prefix().iter().cloned().collect();
                done.take_prefix();
                let function = self.read(quote!(#prefix #first #second #fn_token #(#rest)*));
                done.extend(function);
                Some(&[])
            }
            [first, second, rest @ ..] if are_words([first, second], ["async", "gen"]) && lacks_a_block(rest) => {
                let help = "a generator block is `async gen { … }` or `async gen move { … }`";
                self.diagnostics.error(quote!(#first #second), "`async gen` without a block", help);
                let block = rest.iter().take_while(|token| !tokens::ends_expression(token)).count();
                done.extend(fallback::expression(second.span(), self.names));
                Some(&rest[block..])
            }
            _ => None,
        }
    }

    /// The yields that syn does not read as we do: `yield from x`, and a yield before a `{`.
    fn yield_in_body<'t>(&mut self, rest: &'t [TokenTree], done: &mut Done) -> Option<&'t [TokenTree]> {
        match rest {
            [first, second, rest @ ..] if is_yield_from(second, first.span(), rest) => {
                let operand = rest.iter().take_while(|token| !tokens::ends_expression(token)).count();
                // Under the attribute the way out is another; see `rewrite::yields`.
                let operand_kept =
                    (!self.expands_attributes).then(|| rest[..operand].iter().cloned().collect::<TokenStream>());
                done.extend(quote_spanned!(first.span()=> yield_from!(#operand_kept)));
                Some(&rest[operand..])
            }
            [first, rest @ ..] if done.in_condition() => {
                // `yield { x } {` yields a block; `yield {` yields nothing.
                let is_block = rest.iter().take(2).filter(|token| is_brace(token)).count() == 2;
                let operand = usize::from(is_block);
                let operand = operand + rest[operand..].iter().take_while(|token| !is_brace(token)).count();
                let item = self.read(rest[..operand].iter().cloned().collect());
                done.extend(quote_spanned!(first.span()=> yield_!(#item)));
                Some(&rest[operand..])
            }
            _ => None,
        }
    }

    /// A generator function, from its attributes to its body.
    fn function<'t>(&mut self, rest: &'t [TokenTree], done: &mut Done) -> Option<&'t [TokenTree]> {
        let prefix: TokenStream = done.prefix().iter().cloned().collect();
        let is_generator = done.prefix().iter().any(|token| is_word(token, "gen"));
        let attribute = attribute_in(done.prefix()).filter(|_| self.expands_attributes);
        let end = end_of_function(rest);
        if !is_generator && attribute.is_none() {
            return self.ordinary_function(rest, end, done);
        }
        done.take_prefix();
        let function: TokenStream = rest[..end].iter().cloned().collect();
        if self.in_arguments {
            done.extend(self.nested(rest[0].span(), quote!(#prefix #function)));
            return Some(&rest[end..]);
        }
        let (prefix, args) = match attribute {
            Some((at, args)) => {
                let without: Vec<TokenTree> = prefix.into_iter().collect();
                (without[..at].iter().chain(&without[at + 2..]).cloned().collect(), args)
            }
            None => (prefix, TokenStream::new()),
        };
        done.extend(expand::inner_function(args, quote!(#prefix #function), self.names, self.diagnostics));
        Some(&rest[end..])
    }

    /// An ordinary function, read to its end: what yields in it is told so.
    fn ordinary_function<'t>(&mut self, rest: &'t [TokenTree], end: usize, done: &mut Done) -> Option<&'t [TokenTree]> {
        // Nightly's own coroutines may yield anywhere.
        let has_coroutines =
            || tokens::any_ident(rest[..end].iter().cloned().collect(), &mut |word| word == "coroutine");
        if self.in_body || self.in_function || has_coroutines() {
            return None;
        }
        done.push(rest[0].clone());
        let outside = std::mem::replace(&mut self.among_items, false);
        (self.in_function, self.has_stray) = (true, false);
        let function = self.read(rest[1..end].iter().cloned().collect());
        self.in_function = false;
        self.among_items = outside;
        done.extend(if self.has_stray { without_end(function) } else { function });
        Some(&rest[end..])
    }

    fn block(&mut self, place: Span, capture: Option<TokenTree>, body: &Group) -> TokenStream {
        if self.in_arguments {
            return self.nested(place, quote_spanned!(place=> async gen #capture #body));
        }
        expand::block(place, capture.into_token_stream(), body.stream(), self.names, self.diagnostics)
    }

    /// A generator among the arguments of a macro: it is expanded when that macro has put it into its place.
    ///
    /// ```text
    /// // Input:
    /// vec![async gen { yield 1; }]
    /// // Output:
    /// vec![nested_generator! { async gen { yield 1; } }]
    /// ```
    fn nested(&self, place: Span, generator: TokenStream) -> TokenStream {
        let name = self.names.private(NESTED_GENERATOR, place);
        quote_spanned!(hygiene::ours(place)=> #name! { #generator })
    }

    /// A yield that the surrounding generator has taken for its own, because it could not know that we are a
    /// generator too: taken back. See `rewrite::macros`.
    fn yield_of_outer<'t>(&mut self, rest: &'t [TokenTree], done: &mut Done) -> Option<&'t [TokenTree]> {
        let [name, TokenTree::Punct(bang), TokenTree::Group(group), after @ ..] = rest else { return None };
        if !is_word(name, YIELD_OF_OUTER) || bang.as_char() != '!' {
            return None;
        }
        let Some(TokenTree::Group(original)) = group.stream().into_iter().next() else { return None };
        done.drop_path_prefix();
        let original = self.read(original.stream());
        done.extend(original);
        Some(after)
    }
}

/// The macro that carries a yield together with what the surrounding generator has made of it.
pub(crate) const YIELD_OF_OUTER: &str = "yield_of_outer";

/// `async_gen!` by a name that is nobody else's.
pub(crate) const NESTED_GENERATOR: &str = "nested_generator";

/// Takes the `gen` out of `async gen fn`.
pub(crate) fn without_gen(function: TokenStream) -> (TokenStream, Option<Ident>) {
    let mut found = None;
    let mut in_prefix = true;
    let without = function
        .into_iter()
        .filter(|token| {
            in_prefix = in_prefix && !is_word(token, "fn");
            match token {
                TokenTree::Ident(ident) if in_prefix && ident == "gen" => {
                    found = Some(ident.clone());
                    false
                }
                _ => true,
            }
        })
        .collect();
    (without, found)
}
