//! Moves the arguments into the body: all of them, used or not. They drop with it, the last one
//! first.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, FnArg, Pat, PatIdent, PatType, ReceiverKind, Signature};

use crate::hygiene::{self, Emit};
use crate::{attributes, tokens, values};

/// How the arguments of a function get into its body.
pub(crate) struct Params {
    /// A statement that mentions `self`, so that the body captures it whole.
    pub(crate) receiver: TokenStream,
    /// Statements that bind arguments which the body captures.
    pub(crate) captured: TokenStream,
    /// The other arguments, if there are any.
    pub(crate) arguments: Option<Arguments>,
    /// The only one of these, if it is one variable, and nothing drops after it.
    pub(crate) only: Option<OnlyArgument>,
}

/// An argument that the body may capture after all, if that uses it where it is.
pub(crate) struct OnlyArgument {
    /// Its name in the signature.
    name: Ident,
    /// The user's own.
    pub(crate) variable: Ident,
}

impl Params {
    /// The same where the body captures the only argument, which is the stream of a loop there.
    ///
    /// ```text
    /// let inner = inner; let mut stream = ForAwait::asyncgen_stream(inner);
    /// ```
    pub(crate) fn in_place(mut self, used: &Taken, emit: Emit<'_>) -> Self {
        if let Some(OnlyArgument { name, variable }) = self.only.take() {
            let (span, stream) = (hygiene::ours(Span::call_site()), used.in_place(emit));
            self.captured.extend(quote_spanned!(span=> let #variable = #name; #stream));
            self.arguments = None;
        }
        self
    }

    /// The same for a body that was rejected, so that rustc does not warn of unused arguments.
    pub(crate) fn unused(self) -> Self {
        let without_names =
            |arguments| Arguments { pattern: quote!(_), after: TokenStream::new(), ..arguments };
        let captured = TokenStream::new();
        Params { arguments: self.arguments.map(without_names), captured, ..self }
    }
}

/// Whose hygiene the names of the parameters have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Naming {
    Ours,
    /// Where a foreign attribute sees them, and the body is expanded after it.
    Users,
}

/// Arguments that the generator stores when the function is called, and that the body takes when it
/// starts.
pub(crate) struct Arguments {
    /// Statements before `value`.
    pub(crate) before: TokenStream,
    /// An expression that evaluates to all arguments.
    pub(crate) value: TokenStream,
    /// The pattern that binds them in the body.
    pub(crate) pattern: TokenStream,
    /// Statements after that pattern.
    pub(crate) after: TokenStream,
}

/// A variable of a block's surroundings that the body takes like an argument.
pub(crate) struct Taken {
    /// Where the body uses it.
    pub(crate) variable: Ident,
    /// Where the body declares it. It is another place, because rustc would otherwise take the use
    /// for a pattern, and suggest to add a `ref`.
    pub(crate) declared_at: Span,
}

impl Taken {
    /// The variable where it is declared.
    fn declared(&self) -> Ident {
        let mut declared = self.variable.clone();
        declared.set_span(self.declared_at.resolved_at(self.variable.span()));
        declared
    }

    /// Gives it the name that the stream of a loop has, which nobody else can write.
    ///
    /// ```text
    /// let mut stream = ForAwait::asyncgen_stream(variable);
    /// ```
    pub(crate) fn in_place(&self, emit: Emit<'_>) -> TokenStream {
        let (variable, emit) = (&self.variable, emit.at(self.variable.span()));
        let (stream, for_await) = (emit.variable("stream"), emit.for_await());
        quote_spanned!(emit.span=> let mut #stream = #for_await::asyncgen_stream(#variable);)
    }
}

impl Arguments {
    /// Those of a block, if it takes some.
    pub(crate) fn of_block(taken: Vec<Taken>) -> Option<Self> {
        let (mut names, mut patterns) = (Vec::new(), Vec::new());
        for it in taken {
            patterns.push(it.declared().into_token_stream());
            names.push(it.variable);
        }
        (!names.is_empty()).then(|| Arguments::at_once(&names, &patterns))
    }

    /// Of names alone, which are bound together.
    fn at_once(names: &[Ident], patterns: &[TokenStream]) -> Self {
        let span = hygiene::ours(Span::call_site());
        Arguments {
            before: TokenStream::new(),
            value: quote_spanned!(span=> (#(#names,)*)),
            pattern: quote_spanned!(span=> (#(#patterns,)*)),
            after: TokenStream::new(),
        }
    }
}

/// Rewrites the arguments' patterns to plain names.
///
/// ```text
/// // Input:
/// fn f(&self, a: A, mut b: B, _: C)
/// // Output:
/// fn f(&self, a: A, b: B, arg_3: C)
/// // receiver:
/// let _ = &self;
/// // value, pattern:
/// (a, b, arg_3), (a, mut b, arg_3)
/// ```
///
/// What has no destructor needs no second place: the body captures what it uses of that. Not so a
/// `mut` number: of a captured variable that is overwritten before it is read, rustc would say that
/// the body may have been meant to borrow it.
///
/// ```text
/// // Input:
/// fn f(&self, n: u32, text: &str, mut size: u32, list: A)
/// // Output:
/// fn f(&self, n: u32, text: &str, size: u32, list: A)
/// // captured:
/// let n = n; let text = text;
/// // value, pattern:
/// (size, list), (mut size, list)
/// ```
///
/// Where there are patterns or attributes, each argument is moved in by statements of its own, on
/// which these can stand, as in the language's own `async fn`:
///
/// ```text
/// // Input:
/// fn f((x, _): A, #[cfg(c)] list: B)
/// // Output:
/// fn f(arg_0: A, #[cfg(c)] arg_1: B)
/// // before:
/// let rest = (); let rest = (rest, arg_0); #[cfg(c)] let rest = (rest, arg_1);
/// // value, pattern:
/// rest, rest
/// // after:
/// #[cfg(c)] let (rest, arg_1) = rest; let (rest, arg_0) = rest; let () = rest;
/// let arg_0 = arg_0; let (x, _) = arg_0; #[cfg(c)] let arg_1 = arg_1; #[cfg(c)] let list = arg_1;
/// ```
pub(crate) fn take(sig: &mut Signature, naming: Naming) -> Params {
    let (mut receiver, mut is_moved) = (TokenStream::new(), false);
    let mut typed: Vec<&mut PatType> = Vec::new();
    for arg in &mut sig.inputs {
        match arg {
            FnArg::Receiver(it) => {
                let (span, self_token) = (hygiene::ours(it.self_token.span()), it.self_token);
                receiver = quote_spanned!(span=> let _ = &#self_token;);
                is_moved = !matches!(it.kind, ReceiverKind::Reference(..));
            }
            FnArg::Typed(it) => typed.push(it),
        }
    }
    if !typed.iter().all(|arg| is_plain(arg)) {
        let arguments = Some(one_by_one(typed, naming));
        return Params { receiver, captured: TokenStream::new(), arguments, only: None };
    }
    let (captured, arguments, only) = captured_and_moved(typed, naming);
    Params { receiver, captured, arguments, only: only.filter(|_| !is_moved) }
}

/// Arguments that are names without attributes: binds those that the body captures to the names
/// that the user gave them, and moves in the others, if there are any.
fn captured_and_moved(
    args: Vec<&mut PatType>,
    naming: Naming,
) -> (TokenStream, Option<Arguments>, Option<OnlyArgument>) {
    let span = hygiene::ours(Span::call_site());
    let (mut captured, mut taken) = (TokenStream::new(), Vec::new());
    let (mut names, mut patterns, mut variables) = (Vec::new(), Vec::new(), Vec::new());
    let share_a_name = share_a_name(&args);
    for (number, arg) in args.into_iter().enumerate() {
        let is_captured = !share_a_name && is_captured(arg);
        let (name, pat) = rename(arg, number, naming, &mut taken);
        match (is_captured, pat) {
            (true, Pat::Wild(_)) => {}
            (true, pat) => captured.extend(binding(&pat, &name, is_underscored(&pat), span)),
            (false, pat) => {
                let is_wild = matches!(pat, Pat::Wild(_));
                variables.push(plain_name(&pat).filter(|it| it.mutability.is_none()).cloned());
                patterns.push(if is_wild { quote!(#name) } else { pat.into_token_stream() });
                names.push(name);
            }
        }
    }
    let arguments = (!names.is_empty()).then(|| Arguments::at_once(&names, &patterns));
    let only = match (&names[..], &variables[..]) {
        ([name], [Some(it)]) => {
            Some(OnlyArgument { name: name.clone(), variable: it.ident.clone() })
        }
        _ => None,
    };
    (captured, arguments, only)
}

/// Whether two arguments bind the same name. In one pattern rustc then tells whether that is a
/// mistake, or whether they differ in their hygiene.
fn share_a_name(args: &[&mut PatType]) -> bool {
    if args.len() < 2 {
        return false;
    }
    let bound = |arg: &&mut PatType| {
        let mut names = BoundNames(Vec::new());
        names.visit_pat_mut(&mut arg.pat.clone());
        // Each alternative of a pattern binds the same.
        names.0.sort();
        names.0.dedup();
        names.0
    };
    let mut names: Vec<Ident> = args.iter().flat_map(bound).collect();
    let all = names.len();
    names.sort();
    names.dedup();
    names.len() < all
}

/// The names that a pattern binds.
struct BoundNames(Vec<Ident>);

impl VisitMut for BoundNames {
    fn visit_pat_ident_mut(&mut self, it: &mut PatIdent) {
        self.0.push(it.ident.clone());
        visit_mut::visit_pat_ident_mut(self, it);
    }
}

/// Moves in arguments that have patterns or attributes.
fn one_by_one(args: Vec<&mut PatType>, naming: Naming) -> Arguments {
    let span = hygiene::ours(Span::call_site());
    let rest = hygiene::variable("rest", Span::call_site());
    let mut before = quote_spanned!(span=> let #rest = (););
    let (mut names, mut taken) = (Vec::new(), Vec::new());
    let (mut bound, mut patterns) = (TokenStream::new(), Vec::new());
    let share_a_name = share_a_name(&args) && args.iter().all(|arg| arg.attrs.is_empty());
    for (number, arg) in args.into_iter().enumerate() {
        let span = hygiene::ours(arg.pat.span());
        let cfgs = attributes::cfgs(&arg.attrs);
        let lints = take_lints(arg);
        let (name, pat) = rename(arg, number, naming, &mut names);
        before.extend(quote_spanned!(span=> #(#cfgs)* let #rest = (#rest, #name);));
        taken.push(quote_spanned!(span=> #(#cfgs)* let (#rest, #name) = #rest;));
        // `mut` for a `ref mut` in the pattern.
        bound.extend(quote_spanned!(span=> #(#cfgs)* let mut #name = #name;));
        if share_a_name {
            patterns.push(pat);
        } else if !matches!(pat, Pat::Wild(_)) {
            let binding = binding(&pat, &name, plain_name(&pat).is_some(), span);
            bound.extend(quote_spanned!(span=> #(#cfgs)* #(#lints)* #binding));
        }
    }
    if share_a_name {
        bound.extend(quote_spanned!(span=> let (#(#patterns,)*) = (#(#names,)*);));
    }
    taken.reverse();
    let (value, pattern) = (quote!(#rest), quote!(#rest));
    Arguments {
        before,
        value,
        pattern,
        after: quote_spanned!(span=> #(#taken)* let () = #rest; #bound),
    }
}

/// Whether the body captures an argument. A `mut` array is captured although rustc may then say the
/// wrong thing, because moving it takes a second place on the stack of a debug build.
fn is_captured(arg: &PatType) -> bool {
    let is_mutable = plain_name(&arg.pat).is_some_and(|it| it.mutability.is_some());
    values::have_no_destructor(&arg.ty) && !(is_mutable && values::are_plain(&arg.ty))
}

/// Whether a pattern is a variable whose name begins with an underscore.
pub(crate) fn is_underscored(pat: &Pat) -> bool {
    plain_name(pat).is_some_and(|it| it.ident.to_string().starts_with('_'))
}

/// Binds a value to a pattern, in a tuple where it is said to be `alone`: clippy would say of an
/// underscored variable alone that it has no effect, and rustc locates the assignment of any at
/// the value, where it does not tell that it is overwritten before it is read.
pub(crate) fn binding(
    pat: &impl ToTokens,
    value: &Ident,
    is_alone: bool,
    span: Span,
) -> TokenStream {
    match is_alone {
        true => quote_spanned!(span=> let (#pat,) = (#value,);),
        false => quote_spanned!(span=> let #pat = #value;),
    }
}

/// Gives an argument a plain name, which documentation and messages show: its own, if it has one.
/// Returns that name, and the user's pattern.
///
/// With a span of ours it cannot be its own if that name is `taken`, by one that differs in its
/// hygiene only, or may be that of a variable of ours.
fn rename(
    arg: &mut PatType,
    number: usize,
    naming: Naming,
    taken: &mut Vec<Ident>,
) -> (Ident, Pat) {
    let own = plain_name(&arg.pat).map(|it| it.ident.clone());
    let name = match (naming, own) {
        (Naming::Users, Some(own)) => own,
        (Naming::Users, None) => Ident::new(&format!("__asyncgen_arg_{number}"), arg.pat.span()),
        (Naming::Ours, own) => our_name(own, number, arg.pat.span(), taken),
    };
    taken.push(name.clone());
    let pat = std::mem::replace(&mut *arg.pat, Pat::Verbatim(quote!(#name)));
    (name, pat)
}

fn our_name(own: Option<Ident>, number: usize, span: Span, taken: &[Ident]) -> Ident {
    let span = hygiene::ours(span);
    let by_number = || hygiene::variable(&format!("arg_{number}"), span);
    let Some(mut name) = own else { return by_number() };
    name.set_span(span);
    // With our span it is a keyword, as it is in our edition.
    if name == "gen" {
        name = Ident::new_raw("gen", span);
    }
    match taken.contains(&name) || hygiene::is_reserved(&name) {
        true => by_number(),
        false => name,
    }
}

/// Takes the lint attributes from an argument, because they belong to its pattern.
fn take_lints(arg: &mut PatType) -> Vec<Attribute> {
    const LEVELS: [&str; 5] = ["allow", "expect", "warn", "deny", "forbid"];
    let is_lint = |attr: &Attribute| {
        attr.path().get_ident().is_some_and(|it| tokens::ident_is_one_of(it, &LEVELS))
    };
    let mut lints = arg.attrs.clone();
    attributes::retain(&mut lints, &mut |attr| is_lint(attr));
    attributes::retain(&mut arg.attrs, &mut |attr| !is_lint(attr));
    lints
}

/// Whether an argument is a name or `_`, without attributes.
fn is_plain(arg: &PatType) -> bool {
    arg.attrs.is_empty() && (matches!(&*arg.pat, Pat::Wild(_)) || plain_name(&arg.pat).is_some())
}

/// `name` or `mut name`.
fn plain_name(pat: &Pat) -> Option<&PatIdent> {
    match pat {
        Pat::Ident(it) if it.by_ref.is_none() && it.subpat.is_none() => Some(it),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::ToTokens;
    use syn::Signature;

    use super::{Naming, take};

    /// The signature, the value and the statements after the pattern; `_0` is a name of ours.
    fn taken(sig: &str, naming: Naming) -> [String; 3] {
        let mut sig: Signature = syn::parse_str(sig).unwrap_or_else(|error| panic!("{error}"));
        let arguments = take(&mut sig, naming).arguments.expect("an argument");
        let text = |code: TokenStream| {
            let code: String = code.to_string().split_whitespace().collect();
            code.replace("_asyncgen_arg_", "_").replace("_asyncgen_rest", "rest")
        };
        [sig.into_token_stream(), arguments.value, arguments.after].map(text)
    }

    #[test]
    fn names_are_taken_at_once() {
        for (sig, value) in [
            ("fn f(a: A, mut b: B)", "(a,b,)"),
            ("fn f(_: A)", "(_0,)"),
            ("fn f(a: A, a: B)", "(a,_1,)"),
            ("fn f(a: A, _asyncgen_b: B)", "(a,_1,)"),
            ("fn f(r#gen: A)", "(r#gen,)"),
        ] {
            let [_, seen, after] = taken(sig, Naming::Ours);
            assert_eq!((seen.as_str(), after.as_str()), (value, ""), "{sig}");
        }
        assert_eq!(taken("fn f(_: A, a: B)", Naming::Users)[1], "(__0,a,)");
    }

    #[test]
    fn patterns_and_attributes_are_taken_one_by_one() {
        for (sig, becomes, bound) in [
            ("fn f(ref a: A)", "fnf(_0:A)", "letmut_0=_0;letrefa=_0;"),
            ("fn f(a @ 1: A)", "fnf(_0:A)", "letmut_0=_0;leta@1=_0;"),
            ("fn f(#[x] _: A)", "fnf(#[x]_0:A)", "letmut_0=_0;"),
            ("fn f(#[allow(l)] #[x] a: A)", "fnf(#[x]a:A)", "letmuta=a;#[allow(l)]let(a,)=(a,);"),
        ] {
            let [seen, value, after] = taken(sig, Naming::Ours);
            assert_eq!((seen.as_str(), value.as_str()), (becomes, "rest"), "{sig}");
            assert!(after.ends_with(&format!("let()=rest;{bound}")), "{sig}: {after}");
        }
    }
}
