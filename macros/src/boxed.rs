//! The return type of `boxed`: a trait object must say how long it lives, which is as long as all that it captures.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::visit_mut::{self, VisitMut};
use syn::{
    FnArg, GenericParam, Lifetime, LifetimeParam, ReceiverKind, Signature, Type, TypeImplTrait, TypeParamBound,
    TypePath, TypeReference, WherePredicate,
};

use crate::hygiene::{self, Names};
use crate::signature::Types;
use crate::tokens;

/// ```text
/// // Input:
/// fn f<T>(&self, a: &str, b: impl Read, t: T) -> u32
/// // Output; none of the new lifetimes can be named by a user:
/// fn f<'all, 'arg_0, 'arg_1, T>(&'arg_0 self, a: &'arg_1 str, b: impl Read + 'all, t: T)
///     -> BoxAsyncGenerator<'all, u32, (), Infallible>
/// where 'arg_0: 'all, 'arg_1: 'all, T: 'all
/// // Where there is only one lifetime to speak of, or none, that is all it takes:
/// fn f(a: &str) -> BoxAsyncGenerator<'_, u32, (), Infallible>
/// fn f(n: u64) -> BoxAsyncGenerator<'static, u32, (), Infallible>
/// ```
pub(crate) fn output(sig: &mut Signature, types: &Types, alias: &str, place: Span, names: &Names) -> TokenStream {
    let (alias, item) = (names.public(alias, place), types.item(names));
    let (sent, thrown) = (types.sent(), types.thrown(names));
    let (lifetime, item) = match Captured::by(sig, &item) {
        Captured::Nothing => (Lifetime::new("'static", Span::call_site()), item),
        Captured::OneElided => (Lifetime::new("'_", place), item),
        Captured::Named(lifetime) => (lifetime, item),
        Captured::Several => bound_all(sig, item, place),
    };
    let span = hygiene::ours(place);
    quote_spanned!(span=> #alias<#lifetime, #item, #sent, #thrown>)
}

/// What the arguments' types hold that a trait object's lifetime has to respect.
enum Captured {
    Nothing,
    OneElided,
    Named(Lifetime),
    Several,
}

impl Captured {
    fn by(sig: &mut Signature, item: &TokenStream) -> Self {
        let mut found = Lifetimes::default();
        sig.inputs.iter_mut().for_each(|arg| found.visit_fn_arg_mut(arg));
        let has_types = sig.generics.type_params().next().is_some() || found.has_types || may_have_types(item);
        found.named.sort();
        found.named.dedup();
        match (has_types, found.elided, &found.named[..]) {
            (false, 0, []) => Captured::Nothing,
            (false, 1, []) => Captured::OneElided,
            (false, 0, [one]) => Captured::Named(one.clone()),
            _ => Captured::Several,
        }
    }
}

fn may_have_types(ty: &TokenStream) -> bool {
    let mut found = Lifetimes::default();
    match syn::parse2::<Type>(ty.clone()) {
        Ok(mut ty) => found.visit_type_mut(&mut ty),
        Err(_) => return true,
    }
    found.has_types
}

/// Names every lifetime and bounds everything by one: the function's own parameters, and, because those of its `impl`
/// or `trait` cannot be seen from here, the types of its arguments. Gives that lifetime, and the item with its
/// lifetimes named.
fn bound_all(sig: &mut Signature, item: TokenStream, place: Span) -> (Lifetime, TokenStream) {
    let all = hygiene::lifetime("all", place);
    let item = name_elided(sig, item, &all);
    let lifetimes = sig.generics.lifetimes().map(|param| param.lifetime.to_token_stream());
    let params = sig.generics.type_params().map(|param| param.ident.to_token_stream());
    let args = sig.inputs.iter().filter_map(|arg| match arg {
        FnArg::Receiver(it) => {
            let self_type = Ident::new("Self", it.self_token.span);
            Some(self_type.to_token_stream())
        }
        FnArg::Typed(it) => Some(it.ty.to_token_stream()).filter(|ty| may_have_types(ty) && !has_impl(ty)),
    });
    let yielded = Some(item.clone()).filter(|item| may_have_types(item) && !has_impl(item));
    let outlive: Vec<WherePredicate> = lifetimes
        .chain(params)
        .chain(args)
        .chain(yielded)
        .filter_map(|what| syn::parse2(quote!(#what: #all)).ok())
        .collect();
    sig.generics.params.insert(0, GenericParam::Lifetime(LifetimeParam::new(all.clone())));
    sig.generics.make_where_clause().predicates.extend(outlive);
    (all, item)
}

fn has_impl(ty: &TokenStream) -> bool {
    tokens::any_ident(ty.clone(), &mut |ident| ident == "impl")
}

/// Gives every elided lifetime of the arguments a name, and the item's the one that elision gives it.
fn name_elided(sig: &mut Signature, item: TokenStream, all: &Lifetime) -> TokenStream {
    let mut lifetimes =
        Lifetimes { rename: Some(Rename { all: all.clone(), fresh: Vec::new() }), ..Lifetimes::default() };
    sig.inputs.iter_mut().for_each(|arg| lifetimes.visit_fn_arg_mut(arg));
    let Lifetimes { rename: Some(Rename { fresh, .. }), named, .. } = lifetimes else { return item };
    let of_self = sig.receiver().and_then(|receiver| match &receiver.kind {
        ReceiverKind::Reference(_, lifetime, _) => lifetime.clone(),
        _ => None,
    });
    let only = (fresh.len() + named.len() == 1).then(|| fresh.first().or(named.first()).cloned()).flatten();
    for (at, lifetime) in fresh.iter().enumerate() {
        sig.generics.params.insert(at, GenericParam::Lifetime(LifetimeParam::new(lifetime.clone())));
    }
    let Some(elided) = of_self.or(only) else { return item };
    match syn::parse2::<Type>(item.clone()) {
        Ok(mut ty) => {
            Elided { becomes: &elided }.visit_type_mut(&mut ty);
            ty.into_token_stream()
        }
        Err(_) => item,
    }
}

/// Finds the lifetimes in the arguments; with `rename`, names the elided ones and bounds each `impl Trait`.
#[derive(Default)]
struct Lifetimes {
    rename: Option<Rename>,
    elided: usize,
    named: Vec<Lifetime>,
    /// Whether there is an `impl Trait`, or a name that may be a type parameter.
    has_types: bool,
}

struct Rename {
    all: Lifetime,
    fresh: Vec<Lifetime>,
}

impl Lifetimes {
    fn found_elided(&mut self, place: Span) -> Option<Lifetime> {
        self.elided += 1;
        let rename = self.rename.as_mut()?;
        let fresh = hygiene::lifetime(&format!("arg_{}", rename.fresh.len()), place);
        rename.fresh.push(fresh.clone());
        Some(fresh)
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
    }

    fn visit_lifetime_mut(&mut self, it: &mut Lifetime) {
        match it.ident.to_string().as_str() {
            "_" => {
                if let Some(fresh) = self.found_elided(it.span()) {
                    *it = fresh;
                }
            }
            "static" => {}
            _ => self.named.push(it.clone()),
        }
    }

    fn visit_type_path_mut(&mut self, it: &mut TypePath) {
        self.has_types |= it.qself.is_some() || it.path.get_ident().is_some_and(|name| !is_primitive(name));
        visit_mut::visit_type_path_mut(self, it);
    }

    fn visit_type_impl_trait_mut(&mut self, it: &mut TypeImplTrait) {
        self.has_types = true;
        visit_mut::visit_type_impl_trait_mut(self, it);
        if let Some(rename) = &self.rename {
            it.bounds.push(TypeParamBound::Lifetime(rename.all.clone()));
        }
    }

    // The elided lifetimes of `fn(&T)` and `Fn(&T)` are their own.
    fn visit_type_fn_ptr_mut(&mut self, _: &mut syn::TypeFnPtr) {}

    fn visit_parenthesized_generic_arguments_mut(&mut self, _: &mut syn::ParenthesizedGenericArguments) {}
}

fn is_primitive(name: &Ident) -> bool {
    const PRIMITIVES: [&str; 18] = [
        "bool", "char", "str", "String", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128",
        "isize", "f32", "f64",
    ];
    PRIMITIVES.iter().any(|primitive| name == primitive)
}

/// Writes out the lifetime that elision gives.
struct Elided<'a> {
    becomes: &'a Lifetime,
}

impl VisitMut for Elided<'_> {
    fn visit_type_reference_mut(&mut self, it: &mut TypeReference) {
        it.lifetime.get_or_insert_with(|| self.becomes.clone());
        visit_mut::visit_type_reference_mut(self, it);
    }

    fn visit_lifetime_mut(&mut self, it: &mut Lifetime) {
        if it.ident == "_" {
            *it = self.becomes.clone();
        }
    }
}
