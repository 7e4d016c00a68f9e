//! The return type of `boxed`: a trait object, whose lifetime all that it captures must outlive.

use std::mem;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Attribute, Expr, FnArg, GenericParam, Generics, Lifetime, LifetimeParam, Pat, ReceiverKind,
    Signature, Token, Type, TypeImplTrait, TypeParamBound, TypePath, TypeReference, WhereClause,
    WherePredicate,
};

use crate::hygiene::{self, Emit, ItemPath};
use crate::model::{Protocol, lone_names_with_arguments};
use crate::{attributes, tokens, values};

/// ```text
/// // Input:
/// fn f<T>(&self, a: &str, b: impl Read, t: T) -> u32
/// // Output; none of the new lifetimes can be named by a user:
/// fn f<'_all, '_0, '_1, T>(&'_0 self, a: &'_1 str, b: impl Read + '_all, t: T)
///     -> BoxAsyncGenerator<'_all, u32, (), Infallible>
/// where '_0: '_all, '_1: '_all, T: '_all
/// // Where there is only one lifetime to speak of, or none, that is all it takes:
/// fn f(a: &str) -> BoxAsyncGenerator<'_, u32, (), Infallible>
/// fn f(n: u64) -> BoxAsyncGenerator<'static, u32, (), Infallible>
/// // Where all lifetimes can be shortened to one, that one is late-bound: the function is a
/// // `for<'x> fn(&'x str, &'x [u8]) -> BoxAsyncGenerator<'x, u32>`.
/// fn f<'_all>(a: &'_all str, b: &'_all [u8]) -> BoxAsyncGenerator<'_all, u32, (), Infallible>
/// // What a `#[cfg]` may remove is bounded where it is declared:
/// fn f<'_all, '_0, #[cfg(c)] '_1: '_all>(a: &'_0 str, #[cfg(c)] b: &'_1 str)
///     -> BoxAsyncGenerator<'_all, u32, (), Infallible>
/// where '_0: '_all
/// ```
pub(crate) fn output(
    sig: &mut Signature,
    protocol: &Protocol,
    alias: &ItemPath,
    emit: Emit<'_>,
) -> TokenStream {
    let named = lone_names_with_arguments;
    let mut parts =
        [named(protocol.item(emit)), named(protocol.sent()), named(protocol.thrown(emit))];
    let declared = protocol.declared();
    locate_generics(&mut sig.generics, emit.span.located_at(sig.ident.span()));
    let lifetime = match Captured::by(sig, &declared) {
        Captured::Nothing => Lifetime::new("'static", Span::call_site()),
        Captured::OneElided => Lifetime::new("'_", emit.span),
        Captured::Named(lifetime) => lifetime,
        Captured::Shortened => shorten_all(sig, emit),
        Captured::Several => bound_all(sig, declared, &mut parts, emit),
    };
    let [item, sent, thrown] = parts;
    quote_spanned!(emit.span=> #alias<#lifetime, #item, #sent, #thrown>)
}

/// Sets the place of what the user has not written: rustc reports there that the function does not
/// match that of a trait, which is not `boxed`.
fn locate_generics(generics: &mut Generics, span: Span) {
    generics.lt_token.get_or_insert(Token![<](span));
    generics.gt_token.get_or_insert(Token![>](span));
    let clause = || WhereClause { where_token: Token![where](span), predicates: Punctuated::new() };
    generics.where_clause.get_or_insert_with(clause);
}

/// The lifetimes in the arguments' types, and those that the declared types name: they bound that
/// of the trait object.
enum Captured {
    Nothing,
    OneElided,
    Named(Lifetime),
    /// Several elided ones, which the caller can shorten to one.
    Shortened,
    Several,
}

impl Captured {
    fn by(sig: &mut Signature, declared: &[TokenStream]) -> Self {
        let mut found = Lifetimes::default();
        for arg in &mut sig.inputs {
            match is_conditional(attrs_of(arg)) {
                true if captures_lifetimes(arg) => return Captured::Several,
                true => {}
                false => found.visit_fn_arg_mut(arg),
            }
        }
        // A method may implement a trait's, which cannot be seen from here. Its bounds must not
        // depend on the types that it mentions, or an `impl` and its trait would disagree about
        // which lifetimes are early-bound.
        let has_types = sig.receiver().is_some()
            || sig.generics.type_params().next().is_some()
            || found.has_types
            || declared.iter().any(may_have_types);
        let named = found.take_named(declared);
        // `'static` takes part in elision.
        match (has_types || found.has_static && found.elided > 0, found.elided, &named[..]) {
            (false, 0, []) => Captured::Nothing,
            (false, 1, []) => Captured::OneElided,
            (false, 0, [one]) => Captured::Named(one.clone()),
            (_, 1.., []) if can_shorten_all(sig, declared) => Captured::Shortened,
            _ => Captured::Several,
        }
    }
}

fn may_have_types(ty: &TokenStream) -> bool {
    Lifetimes::of_type(ty).is_none_or(|found| found.has_types)
}

/// Whether an argument has lifetimes, or is an `impl Trait`, which may have some.
fn captures_lifetimes(arg: &mut FnArg) -> bool {
    let mut found = Lifetimes::default();
    found.visit_fn_arg_mut(arg);
    found.elided > 0 || !found.named.is_empty() || tokens::has_impl(arg.to_token_stream())
}

/// Whether one lifetime can stand for all that the arguments have. The references imply that what
/// they refer to outlives it.
///
/// Not for methods, which must agree with those of a trait, nor where the declared types depend on
/// the arguments.
fn can_shorten_all(sig: &Signature, declared: &[TokenStream]) -> bool {
    let is_shortenable = |arg: &FnArg| match arg {
        _ if is_conditional(attrs_of(arg)) => true,
        FnArg::Receiver(_) => false,
        FnArg::Typed(it) => is_covariant(&it.ty),
    };
    sig.generics.type_params().next().is_none()
        && !declared.iter().any(|ty| may_have_types(ty) || has_elided(ty))
        && sig.inputs.iter().all(is_shortenable)
}

/// Whether a type, as far as its syntax tells, is covariant in all its lifetimes.
fn is_covariant(ty: &Type) -> bool {
    match ty {
        Type::Reference(it) if it.mutability.is_some() => has_no_lifetimes(&it.elem),
        Type::Reference(it) => has_no_lifetimes(&it.elem) || is_covariant(&it.elem),
        Type::Slice(it) => is_covariant(&it.elem),
        Type::Array(it) => is_covariant(&it.elem),
        Type::Paren(it) => is_covariant(&it.elem),
        Type::Tuple(it) => it.elems.iter().all(is_covariant),
        Type::Path(it) => it.path.get_ident().is_some_and(values::is_known_name),
        _ => false,
    }
}

fn has_no_lifetimes(ty: &Type) -> bool {
    let mut found = Lifetimes::default();
    found.visit_type_mut(&mut ty.clone());
    found.elided == 0 && found.named.is_empty() && !tokens::has_impl(ty.to_token_stream())
}

/// Gives one name to all elided lifetimes, and returns it.
fn shorten_all(sig: &mut Signature, emit: Emit<'_>) -> Lifetime {
    let all = hygiene::elided_lifetime("all", emit.span);
    let renaming = Renaming::One(all.clone());
    let mut lifetimes = Lifetimes { renaming: Some(renaming), ..Lifetimes::default() };
    for arg in &mut sig.inputs {
        lifetimes.visit_fn_arg_mut(arg);
    }
    sig.generics.params.insert(0, GenericParam::Lifetime(LifetimeParam::new(all.clone())));
    all
}

/// Names every lifetime and bounds everything by one, which is returned; names the lifetimes in the
/// `parts` of the returned type.
///
/// Bounded are the function's own parameters, the types of its arguments, and the `declared` types
/// of the protocol: they may mention parameters of the `impl` or `trait`, which cannot be seen from
/// here.
fn bound_all(
    sig: &mut Signature,
    mut declared: Vec<TokenStream>,
    parts: &mut [TokenStream],
    emit: Emit<'_>,
) -> Lifetime {
    let all = hygiene::elided_lifetime("all", emit.span);
    if let Some(elided) = name_elided(sig, &all, declared.iter().any(has_elided)) {
        write_out(&mut declared, &elided);
        write_out(parts, &elided);
    }
    let bound = bound_inline(sig, &all);
    let mut predicates = Punctuated::new();
    let mut outlives = |what: TokenStream, all: &Lifetime| {
        if bound.contains(&what.to_string()) {
            return;
        }
        if let Ok(predicate) = syn::parse2::<WherePredicate>(quote!(#what: #all)) {
            predicates.push(predicate);
        }
    };
    for what in captured(sig, declared, &all) {
        outlives(what, &all);
    }
    // At the end, and located at the parameters: rustc suggests another bound behind the last one.
    for param in sig.generics.type_params() {
        let all = hygiene::elided_lifetime("all", param.ident.span());
        outlives(param.ident.to_token_stream(), &all);
    }
    sig.generics.params.insert(0, GenericParam::Lifetime(LifetimeParam::new(all.clone())));
    // Before the user's: rustc suggests another one behind the last.
    let clause = sig.generics.make_where_clause();
    let users = mem::replace(&mut clause.predicates, predicates);
    clause.predicates.extend(users);
    all
}

/// What the trait object captures, but for the function's own type parameters: lifetimes, the types
/// of the arguments and those of the protocol.
fn captured(sig: &mut Signature, declared: Vec<TokenStream>, all: &Lifetime) -> Vec<TokenStream> {
    let outer = named_outside(sig, &declared, all);
    let mut captured = Vec::new();
    for param in sig.generics.lifetimes() {
        captured.push(param.lifetime.to_token_stream());
    }
    for lifetime in outer {
        captured.push(lifetime.into_token_stream());
    }
    let can_be_bound = |ty: &TokenStream| may_have_types(ty) && !tokens::has_impl(ty.clone());
    for arg in &sig.inputs {
        let ty = match arg {
            _ if is_conditional(attrs_of(arg)) => continue,
            FnArg::Receiver(it) => Ident::new("Self", it.self_token.span).into_token_stream(),
            FnArg::Typed(it) => it.ty.to_token_stream(),
        };
        if can_be_bound(&ty) {
            captured.push(ty);
        }
    }
    for ty in declared {
        if can_be_bound(&ty) && !has_elided(&ty) {
            captured.push(if is_param(&ty, sig) { ty } else { lone_names_with_arguments(ty) });
        }
    }
    captured
}

/// The lifetimes that the arguments and the declared types name, and that are parameters of the
/// `impl` or `trait`.
fn named_outside(sig: &mut Signature, declared: &[TokenStream], all: &Lifetime) -> Vec<Lifetime> {
    let mut found = Lifetimes::default();
    for arg in &mut sig.inputs {
        found.visit_fn_arg_mut(arg);
    }
    let is_param = |it: &Lifetime| sig.generics.lifetimes().any(|param| param.lifetime == *it);
    let mut named = found.take_named(declared);
    named.retain(|it| it != all && !is_param(it));
    named
}

/// Bounds the parameters that have bounds where they are declared, because clippy wants all bounds
/// in one place, and those that have a `#[cfg]`, which a `where` clause cannot have. Returns their
/// names.
fn bound_inline(sig: &mut Signature, all: &Lifetime) -> Vec<String> {
    let mut bound = Vec::new();
    for param in &mut sig.generics.params {
        match param {
            GenericParam::Lifetime(it) if !it.bounds.is_empty() || is_conditional(&it.attrs) => {
                it.bounds.push(all.clone());
                bound.push(it.lifetime.to_string());
            }
            GenericParam::Type(it) if !it.bounds.is_empty() || is_conditional(&it.attrs) => {
                it.bounds.push(TypeParamBound::Lifetime(all.clone()));
                bound.push(it.ident.to_string());
            }
            _ => {}
        }
    }
    bound
}

/// Whether a type is a parameter of the function.
fn is_param(ty: &TokenStream, sig: &Signature) -> bool {
    let name = ty.to_string();
    sig.generics.type_params().any(|param| param.ident == name)
}

/// Whether an argument or parameter may not be there: nothing outside of it can then speak of its
/// type.
fn is_conditional(attrs: &[Attribute]) -> bool {
    attrs.iter().any(|attr| attr.path().is_ident("cfg"))
}

fn attrs_of(arg: &FnArg) -> &[Attribute] {
    match arg {
        FnArg::Receiver(it) => &it.attrs,
        FnArg::Typed(it) => &it.attrs,
    }
}

/// Whether a type has a lifetime that is not written out: it cannot stand in a `where` clause.
fn has_elided(ty: &TokenStream) -> bool {
    let mut found = Lifetimes::default();
    if let Ok(mut ty) = syn::parse2::<Type>(ty.clone()) {
        found.visit_type_mut(&mut ty);
    }
    found.elided > 0
}

/// Names every elided lifetime of the arguments. Returns the one that elision gives to the returned
/// type. If that depends on conditions, one name stands for all of them.
fn name_elided(sig: &mut Signature, all: &Lifetime, is_returned: bool) -> Option<Lifetime> {
    let mut args = sig.inputs.iter_mut();
    let is_one =
        is_returned && args.all(|arg| is_conditional(attrs_of(arg)) || !captures_lifetimes(arg));
    let renaming = Renaming::Each { all: all.clone(), fresh: Vec::new(), is_one };
    let mut lifetimes = Lifetimes { renaming: Some(renaming), ..Lifetimes::default() };
    let mut of_self = None;
    for arg in &mut sig.inputs {
        lifetimes.conditions = attributes::cfgs(attrs_of(arg));
        lifetimes.visit_fn_arg_mut(arg);
        if let FnArg::Receiver(receiver) = &*arg {
            of_self = match &receiver.kind {
                ReceiverKind::Reference(_, lifetime, _) => lifetime.clone(),
                // `self: Pin<&mut Self>`
                _ => lifetimes.fresh().first().map(|param| param.lifetime.clone()),
            };
        }
    }
    let fresh = lifetimes.fresh();
    let mut always = lifetimes.named.clone();
    for param in fresh {
        if param.attrs.is_empty() {
            always.push(param.lifetime.clone());
        }
    }
    let only = always.pop().filter(|_| always.is_empty());
    for (at, param) in fresh.iter().enumerate() {
        sig.generics.params.insert(at, GenericParam::Lifetime(param.clone()));
    }
    of_self.or(only)
}

/// Writes the elided lifetimes of types out.
fn write_out(types: &mut [TokenStream], becomes: &Lifetime) {
    let renaming = Some(Renaming::One(becomes.clone()));
    let mut lifetimes = Lifetimes { renaming, ..Lifetimes::default() };
    for ty in types {
        if let Ok(mut written) = syn::parse2::<Type>(ty.clone()) {
            lifetimes.visit_type_mut(&mut written);
            *ty = written.into_token_stream();
        }
    }
}

/// Finds the lifetimes in the arguments; with `renaming`, names the elided ones.
#[derive(Default)]
struct Lifetimes {
    renaming: Option<Renaming>,
    /// The `#[cfg]` of the argument that is being visited.
    conditions: Vec<Attribute>,
    elided: usize,
    named: Vec<Lifetime>,
    has_static: bool,
    /// The lifetimes of the `for<…>` around what is being visited.
    bound: Vec<Lifetime>,
    /// Whether there is an `impl Trait`, or a name that may be a type parameter.
    has_types: bool,
}

/// How elided lifetimes are named.
enum Renaming {
    /// All by this one.
    One(Lifetime),
    /// Each by its own, or all by the first if `is_one`; each `impl Trait` is bounded by `all`.
    Each { all: Lifetime, fresh: Vec<LifetimeParam>, is_one: bool },
}

impl Lifetimes {
    /// What is in a type, if it can be parsed.
    fn of_type(ty: &TokenStream) -> Option<Self> {
        let mut found = Lifetimes::default();
        found.visit_type_mut(&mut syn::parse2(ty.clone()).ok()?);
        Some(found)
    }

    /// The named ones, here and in the declared types, each once.
    fn take_named(&mut self, declared: &[TokenStream]) -> Vec<Lifetime> {
        let mut all = mem::take(&mut self.named);
        for ty in declared {
            if let Some(mut found) = Self::of_type(ty) {
                all.append(&mut found.named);
            }
        }
        // Sorted, without the many functions of a sort that is fast for long lists.
        let mut named = Vec::new();
        for lifetime in all {
            if let Err(at) = named.binary_search(&lifetime) {
                named.insert(at, lifetime);
            }
        }
        named
    }

    fn found_elided(&mut self, span: Span) -> Option<Lifetime> {
        self.elided += 1;
        match self.renaming.as_mut()? {
            Renaming::One(name) => Some(name.clone()),
            Renaming::Each { fresh, is_one: true, .. } if !fresh.is_empty() => {
                Some(fresh[0].lifetime.clone())
            }
            Renaming::Each { fresh, is_one, .. } => {
                let name = hygiene::elided_lifetime(&fresh.len().to_string(), span);
                let attrs = if *is_one { Vec::new() } else { self.conditions.clone() };
                fresh.push(LifetimeParam { attrs, ..LifetimeParam::new(name.clone()) });
                Some(name)
            }
        }
    }

    fn fresh(&self) -> &[LifetimeParam] {
        match &self.renaming {
            Some(Renaming::Each { fresh, .. }) => fresh,
            _ => &[],
        }
    }
}

impl VisitMut for Lifetimes {
    fn visit_receiver_mut(&mut self, it: &mut syn::Receiver) {
        // A plain reference to `Self` bounds it.
        self.has_types |= !matches!(it.kind, ReceiverKind::Reference(..));
        if let ReceiverKind::Reference(and, lifetime @ None, _) = &mut it.kind {
            *lifetime = self.found_elided(and.span);
        } else {
            visit_mut::visit_receiver_mut(self, it);
        }
    }

    fn visit_type_reference_mut(&mut self, it: &mut TypeReference) {
        if it.lifetime.is_none() {
            it.lifetime = self.found_elided(it.and_token.span);
            self.visit_type_mut(&mut it.elem);
        } else {
            visit_mut::visit_type_reference_mut(self, it);
        }
        // `&impl A + '_all` does not parse.
        if matches!(&*it.elem, Type::ImplTrait(it) if it.bounds.len() > 1) {
            let elem = mem::replace(&mut *it.elem, Type::Verbatim(TokenStream::new()));
            *it.elem = Type::Paren(syn::TypeParen {
                attrs: Vec::new(),
                paren_token: Default::default(),
                elem: Box::new(elem),
            });
        }
    }

    fn visit_trait_bound_mut(&mut self, it: &mut syn::TraitBound) {
        let outside = self.bound.len();
        if let Some(params) = &it.lifetimes {
            for param in &params.lifetimes {
                if let GenericParam::Lifetime(param) = param {
                    self.bound.push(param.lifetime.clone());
                }
            }
        }
        self.visit_path_mut(&mut it.path);
        self.bound.truncate(outside);
    }

    fn visit_lifetime_mut(&mut self, it: &mut Lifetime) {
        match it.ident.to_string().as_str() {
            "_" => {
                if let Some(fresh) = self.found_elided(it.span()) {
                    *it = fresh;
                }
            }
            "static" => self.has_static = true,
            _ if self.bound.contains(it) => {}
            _ => self.named.push(it.clone()),
        }
    }

    fn visit_type_path_mut(&mut self, it: &mut TypePath) {
        self.has_types |= it.qself.is_some()
            || it
                .path
                .get_ident()
                .map_or(it.path.segments.len() > 1, |name| !values::is_known_name(name));
        visit_mut::visit_type_path_mut(self, it);
    }

    fn visit_type_impl_trait_mut(&mut self, it: &mut TypeImplTrait) {
        self.has_types = true;
        visit_mut::visit_type_impl_trait_mut(self, it);
        if let Some(Renaming::Each { all, .. }) = &self.renaming {
            it.bounds.push(TypeParamBound::Lifetime(all.clone()));
        }
    }

    // In attributes and patterns, and in the lengths of arrays, there are none. To visit them would
    // be many functions to compile.
    fn visit_attributes_mut(&mut self, _: &mut Vec<Attribute>) {}
    fn visit_pat_mut(&mut self, _: &mut Pat) {}
    fn visit_expr_mut(&mut self, _: &mut Expr) {}

    // The elided lifetimes of `fn(&T)` and `Fn(&T)` are their own.
    fn visit_type_fn_ptr_mut(&mut self, _: &mut syn::TypeFnPtr) {}

    fn visit_parenthesized_generic_arguments_mut(
        &mut self,
        _: &mut syn::ParenthesizedGenericArguments,
    ) {
    }
}
