// The signatures that `#[async_generator]` accepts. `signatures.rs` includes this file and calls
// each function.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{Debug, Display};
use std::num::ParseIntError;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use asyncgen::{AsyncGenerator, BoxAsyncGenerator, async_generator};
use futures::Stream;

// ---------------------------------------------------------------- around a function

#[async_generator]
async fn nothing() {}

#[async_generator]
async fn units() {
    yield_!();
    yield_!(());
}

#[async_generator]
async fn explicit_unit() -> () {
    yield_!(());
}

/// Documented.
///
/// On several lines.
#[async_generator]
#[inline]
#[allow(clippy::needless_return)]
async fn attributes_below() -> u32 {
    yield_!(1);
    return;
}

#[inline(always)]
#[must_use = "it yields the answer"]
#[async_generator]
/** Documented with a block. */
async fn attributes_above() -> u32 {
    yield_!(42);
}

#[deprecated = "to see whether the attribute stays"]
#[async_generator]
async fn deprecated() -> u32 {
    yield_!(1);
}

#[async_generator]
async fn inner_attributes() -> u32 {
    #![allow(unused_variables)]
    let unused = 1;
    yield_!(2);
}

#[cfg_attr(all(), inline)]
#[cfg_attr(any(), this_does_not_exist)]
#[async_generator]
async fn conditional_attributes() -> u32 {
    yield_!(1);
}

#[cfg(any())]
#[async_generator]
async fn configured_away() -> ThisDoesNotExist {}

#[async_generator]
pub(crate) async fn visible_in_the_crate() -> u32 {
    yield_!(1);
}

#[async_generator]
pub(self) async fn visible_here() -> u32 {
    yield_!(1);
}

/// # Safety
///
/// None needed.
#[async_generator]
async unsafe fn unsafe_function(n: u32) -> u32 {
    yield_!(n);
}

#[async_generator]
async fn r#type(r#fn: u32, mut r#match: u32, r#in: &str) -> String {
    r#match += r#fn;
    yield_!(format!("{match} {in}"));
}

// ---------------------------------------------------------------- patterns

struct Point {
    x: u32,
    y: u32,
}

struct Pair<A, B>(A, B);

#[async_generator]
async fn one(n: u32) -> u32 {
    yield_!(n);
}

#[async_generator]
async fn mutable(mut n: u32) -> u32 {
    while n > 0 {
        n -= 1;
        yield_!(n);
    }
}

#[async_generator]
async fn tuple((a, b): (u32, u32), (c, mut d): (u32, u32)) -> u32 {
    d += a + b;
    yield_!(c);
    yield_!(d);
}

#[async_generator]
async fn wild(_: u32, n: u32, _: &str) -> u32 {
    yield_!(n);
}

#[async_generator]
async fn array([x, y]: [u32; 2], [first, .., last]: [u32; 4]) -> u32 {
    yield_!(x + y + first + last);
}

#[async_generator]
async fn structure(Point { x, y: up }: Point, Pair(left, _): Pair<u32, String>) -> u32 {
    yield_!(x + up + left);
}

#[async_generator]
async fn by_reference(ref name: String, ref mut list: Vec<u32>) -> usize {
    list.push(1);
    yield_!(name.len() + list.len());
}

#[async_generator]
async fn dereferencing(&n: &u32, &(a, ref b): &(u32, String)) -> usize {
    yield_!((n + a) as usize + b.len());
}

#[async_generator]
async fn nested(Pair((a, _), Point { x, .. }): Pair<(u32, String), Point>) -> u32 {
    yield_!(a + x);
}

#[async_generator]
async fn bound_whole(all @ [first, ..]: [u32; 3]) -> u32 {
    yield_!(all.len() as u32 + first);
}

#[async_generator]
async fn either((Ok(n) | Err(n)): Result<u32, u32>) -> u32 {
    yield_!(n);
}

#[async_generator]
async fn attributes_on_arguments(
    #[cfg(all())] here: u32,
    #[cfg(any())] gone: ThisDoesNotExist,
    #[allow(unused_variables)] unused: u32,
    #[allow(unused_mut)] mut unchanged: u32,
) -> u32 {
    yield_!(here + unchanged);
}

// ---------------------------------------------------------------- lifetimes

#[async_generator]
async fn elided(text: &str) -> &str {
    for word in text.split(' ') {
        yield_!(word);
    }
}

#[async_generator]
async fn named<'a>(text: &'a str, separator: &str) -> &'a str {
    for word in text.split(separator) {
        yield_!(word);
    }
}

#[async_generator]
async fn two_named<'a, 'b: 'a>(left: &'a str, right: &'b str) -> (&'a str, &'b str) {
    yield_!((left, right));
}

#[async_generator]
async fn underscore<'a>(text: Cow<'_, str>, rest: &'a [u32]) -> Cow<'a, [u32]> {
    yield_!(Cow::Borrowed(&rest[text.len()..]));
}

#[async_generator]
async fn underscore_returned(text: &str) -> Cow<'_, str> {
    yield_!(Cow::Borrowed(text));
    yield_!(Cow::Owned(text.to_uppercase()));
}

#[async_generator]
async fn statically(text: &'static str) -> &'static str {
    yield_!(text);
}

#[async_generator]
async fn mutably(list: &mut Vec<u32>) -> usize {
    list.push(1);
    yield_!(list.len());
    list.push(2);
}

#[async_generator]
async fn reborrowed<'a>(slots: &'a mut [u32]) -> &'a mut u32 {
    for slot in slots {
        yield_!(slot);
    }
}

#[async_generator]
async fn iterator_of_references<'a>(numbers: std::slice::Iter<'_, &'a u32>) -> &'a u32 {
    for n in numbers {
        yield_!(n);
    }
}

#[async_generator]
async fn many_references(a: &u32, b: &mut u32, (c, d): (&u32, &u32), e: Option<&u32>) -> u32 {
    *b += *a;
    yield_!(*b + c + d + e.unwrap_or(&0));
}

// ---------------------------------------------------------------- `dyn`, `fn` and `impl`

#[async_generator]
async fn trait_object(shown: &dyn Display, numbers: &mut dyn Iterator<Item = u32>) -> String {
    for n in numbers {
        yield_!(format!("{shown}{n}"));
    }
}

#[async_generator]
async fn boxed_trait_object(f: Box<dyn Fn(u32) -> u32 + '_>) -> u32 {
    yield_!(f(1));
}

#[async_generator]
async fn function_pointer(length: fn(&str) -> usize) -> usize {
    yield_!(length("four"));
}

#[async_generator]
async fn impl_and_reference(
    numbers: impl IntoIterator<Item = impl Display>,
    prefix: &str,
) -> String {
    for n in numbers {
        yield_!(format!("{prefix}{n}"));
    }
}

#[async_generator]
async fn impl_stream(numbers: impl Stream<Item = u32>) -> u32 {
    #[for_await]
    for n in numbers {
        yield_!(n + 1);
    }
}

#[async_generator]
async fn closure<F: Fn(u32) -> u32>(f: F) -> u32 {
    yield_!(f(1));
}

#[async_generator]
async fn mutable_closure(mut f: impl FnMut(u32) -> u32) -> u32 {
    yield_!(f(1));
    yield_!(f(1));
}

#[async_generator]
async fn closure_once<F>(f: F) -> String
where
    F: FnOnce() -> String,
{
    yield_!(f());
}

#[async_generator]
async fn async_closure<F: AsyncFn(u32) -> u32>(f: F) -> u32 {
    yield_!(f(1).await);
    yield_!(f(2).await);
}

#[async_generator]
async fn higher_ranked<F>(f: F, texts: &[String]) -> usize
where
    F: for<'a> Fn(&'a str) -> &'a str,
    for<'a> &'a F: Copy,
{
    for text in texts {
        yield_!(f(text).len());
    }
}

#[async_generator]
async fn yields_impl(n: u32) -> impl Display + Debug {
    yield_!(n);
    yield_!(n + 1);
}

#[async_generator]
async fn yields_impl_that_borrows(text: &str) -> impl Iterator<Item = char> {
    yield_!(text.chars());
    yield_!("".chars());
}

/// Each item is a stream, in a box: `impl Stream` is taken for a mistake.
#[async_generator]
async fn yields_streams(n: u32) -> Pin<Box<dyn Stream<Item = u32>>> {
    yield_!(Box::pin(futures::stream::iter(0..n)));
}

#[async_generator]
async fn yields_trait_objects(text: &str) -> Box<dyn Display + '_> {
    yield_!(Box::new(1));
    yield_!(Box::new(text));
}

#[async_generator]
async fn yields_functions() -> fn(u32) -> u32 {
    yield_!(|n| n + 1);
}

#[async_generator]
async fn yields_results() -> Result<u32, String> {
    yield_!(Ok(1));
    yield_!(Err("two".into()));
}

#[async_generator]
async fn yields_options() -> Option<u32> {
    yield_!(Some(1));
    yield_!(None);
}

// ---------------------------------------------------------------- generics

#[async_generator]
async fn generic<T>(list: Vec<T>) -> T {
    for item in list {
        yield_!(item);
    }
}

#[async_generator]
async fn bounded<T: Clone + Default, U: Into<T>>(first: T, second: U) -> (T, T) {
    yield_!((first.clone(), T::default()));
    yield_!((first, second.into()));
}

#[async_generator]
async fn constrained<K, V>(map: &BTreeMap<K, V>) -> (&K, &V)
where
    K: Ord,
    V: ?Sized + Clone,
{
    for entry in map {
        yield_!(entry);
    }
}

#[async_generator]
async fn unsized_type<T: ?Sized + ToString>(it: &T) -> String {
    yield_!(it.to_string());
}

#[async_generator]
async fn const_generic<const N: usize>(list: [u32; N]) -> [u32; N] {
    yield_!(list);
    yield_!([N as u32; N]);
}

#[async_generator]
async fn everything<'a, 'b: 'a, T: 'a + ?Sized, const N: usize>(
    it: &'a T,
    list: &'b [u32; N],
    f: impl Fn(&T) -> u32,
) -> (&'a T, &'b u32)
where
    T: PartialEq<T>,
    [u32; N]: Debug,
{
    for n in list {
        if *n == f(it) && it == it {
            yield_!((it, n));
        }
    }
}

// ---------------------------------------------------------------- methods

#[derive(Clone, Debug, Default, PartialEq)]
struct Counter {
    n: u32,
}

impl Counter {
    const STEPS: usize = 2;

    #[async_generator]
    async fn by_value(self) -> u32 {
        yield_!(self.n);
    }

    #[async_generator]
    async fn by_mutable_value(mut self) -> Self {
        self.n += 1;
        yield_!(self);
    }

    #[async_generator]
    async fn by_ref(&self) -> &u32 {
        yield_!(&self.n);
    }

    #[async_generator]
    async fn by_mut(&mut self) -> u32 {
        self.n += 1;
        yield_!(self.n);
        self.n += 1;
    }

    #[async_generator]
    async fn by_box(self: Box<Self>) -> u32 {
        yield_!(self.n);
    }

    #[async_generator]
    async fn by_mutable_box(mut self: Box<Self>) -> Box<Self> {
        self.n += 1;
        yield_!(self);
    }

    #[async_generator]
    async fn by_rc(self: Rc<Self>) -> u32 {
        yield_!(self.n);
    }

    #[async_generator]
    async fn by_arc(self: Arc<Self>) -> Arc<Self> {
        yield_!(self.clone());
        yield_!(self);
    }

    #[async_generator]
    async fn by_pin(mut self: Pin<&mut Self>) -> u32 {
        self.n += 1;
        yield_!(self.n);
    }

    #[async_generator]
    async fn by_pinned_ref(self: Pin<&Self>) -> &u32 {
        yield_!(&self.get_ref().n);
    }

    #[async_generator]
    async fn by_named_ref<'a>(&'a self, text: &str) -> (&'a u32, usize) {
        yield_!((&self.n, text.len()));
    }

    #[async_generator]
    async fn by_typed_ref(self: &Self) -> &u32 {
        yield_!(&self.n);
    }

    #[async_generator]
    async fn by_typed_mut(self: &mut Self, by: u32) -> &mut u32 {
        self.n += by;
        yield_!(&mut self.n);
    }

    #[async_generator]
    async fn by_ref_to_rc(self: &Rc<Self>) -> Rc<Self> {
        yield_!(self.clone());
    }

    #[async_generator]
    async fn borrows_from_self(&self, _other: &str) -> &u32 {
        yield_!(&self.n);
    }

    #[async_generator]
    async fn receiver_unused(&self) -> u32 {
        yield_!(7);
    }

    #[async_generator]
    async fn associated(n: u32) -> Self {
        yield_!(Self { n });
    }

    #[async_generator]
    async fn takes_self_types(
        others: &[Self; Self::STEPS],
        last: Option<Self>,
    ) -> [u32; Self::STEPS] {
        yield_!([others[0].n, others[1].n]);
        yield_!([last.map_or(0, |it| it.n), 0]);
    }
}

struct Holder<'h, T> {
    items: &'h [T],
}

impl<'h, T: Clone> Holder<'h, T> {
    #[async_generator]
    async fn items(&self) -> &'h T {
        for item in self.items {
            yield_!(item);
        }
    }

    #[async_generator]
    async fn mapped<U>(self, f: impl Fn(&T) -> U) -> U {
        for item in self.items {
            yield_!(f(item));
        }
    }
}

impl<T: Send + Clone> Holder<'_, T> {
    #[async_generator(boxed)]
    async fn boxed_associated(item: T) -> T {
        yield_!(item.clone());
        yield_!(item);
    }

    #[async_generator(boxed)]
    async fn boxed_items(&self) -> &T
    where
        T: Sync,
    {
        for item in self.items {
            yield_!(item);
        }
    }
}

// ---------------------------------------------------------------- traits

trait Source {
    type Out: Display;
    const FIRST: u32;

    #[async_generator]
    async fn declared(&self, from: &str) -> Self::Out;

    #[async_generator]
    async fn provided(&self) -> String {
        #[for_await]
        for out in self.declared("provided") {
            yield_!(format!("{}{out}", Self::FIRST));
        }
    }

    #[async_generator]
    async fn without_self() -> u32
    where
        Self: Sized,
    {
        yield_!(Self::FIRST);
    }
}

impl Source for Counter {
    type Out = String;
    const FIRST: u32 = 5;

    #[async_generator]
    async fn declared(&self, from: &str) -> String {
        yield_!(format!("{from}{}", self.n));
    }
}

trait Generic<T> {
    #[async_generator(Send)]
    async fn repeat(&self, item: T, times: usize) -> T;

    #[async_generator(Send)]
    async fn forget(&mut self, _item: T, others: [T; 2]) -> T
    where
        T: Send,
        Self: Send,
    {
        for other in others {
            yield_!(other);
        }
    }
}

impl<T: Clone + Send> Generic<T> for Counter {
    #[async_generator(Send)]
    async fn repeat(&self, item: T, times: usize) -> T {
        for _ in 0..times {
            yield_!(item.clone());
        }
    }
}

trait BoxedGeneric<T> {
    #[async_generator(boxed(local))]
    async fn once(&self, item: T) -> T;
}

impl<T> BoxedGeneric<T> for Counter {
    #[async_generator(boxed(local))]
    async fn once(&self, item: T) -> T {
        yield_!(item);
    }
}

trait Object {
    #[async_generator(boxed)]
    async fn words(&self, text: &str) -> String;

    #[async_generator(boxed)]
    async fn twice(&self) -> u32
    where
        Self: Sync,
    {
        yield_!(1);
        yield_!(2);
    }

    #[async_generator(boxed(local))]
    async fn shared(&self, n: Rc<u32>) -> Rc<u32>;

    #[async_generator(boxed)]
    async fn consumed(self: Box<Self>) -> u32
    where
        Self: Send;
}

impl Object for Counter {
    #[async_generator(boxed)]
    async fn words(&self, text: &str) -> String {
        for word in text.split(' ') {
            yield_!(format!("{word}{}", self.n));
        }
    }

    #[async_generator(boxed(local))]
    async fn shared(&self, n: Rc<u32>) -> Rc<u32> {
        yield_!(n.clone());
        yield_!(Rc::new(self.n));
    }

    #[async_generator(boxed)]
    async fn consumed(self: Box<Self>) -> u32 {
        yield_!(self.n);
    }
}

// ---------------------------------------------------------------- the attribute's arguments

#[async_generator(send = f64)]
async fn sends() -> f64 {
    let mut sum = 0.0;
    while let Some(x) = yield_!(sum) {
        sum += x;
    }
}

#[async_generator(send = &'a str)]
async fn sends_references<'a>(first: &'a str) -> &'a str {
    let mut last = first;
    while let Some(next) = yield_!(last) {
        last = next;
    }
}

#[async_generator(send = &'static str,)]
async fn sends_static() -> usize {
    let mut length = 0;
    while let Some(text) = yield_!(length) {
        length = text.len();
    }
}

#[async_generator(throws = ParseIntError)]
async fn throws(text: &str) -> i64 {
    for word in text.split(' ') {
        yield_!(word.parse()?);
    }
}

#[async_generator(throws = Box<dyn Error>)]
async fn throws_boxed(text: &str) -> i64 {
    yield_!(text.parse()?);
    Err("the end")?;
}

#[async_generator(throws = Box<dyn Error + Send + Sync>, Send)]
async fn throws_sendable(text: &str) -> i64 {
    yield_!(text.parse()?);
}

#[async_generator(throws = E)]
async fn throws_generic<T, E>(results: impl IntoIterator<Item = Result<T, E>>) -> T {
    for result in results {
        yield_!(result?);
    }
}

#[async_generator(throws = &'a str)]
async fn throws_references<'a>(text: &'a str) -> usize {
    yield_!(text.len());
    Err(text)?;
}

#[async_generator(throws = String)]
async fn throws_and_yields_unit(fail: bool) {
    yield_!();
    if fail {
        Err("failed".to_string())?;
    }
}

#[async_generator(send = u32, throws = String)]
async fn sends_and_throws() -> u32 {
    let mut last = 0;
    loop {
        match catch! { yield_!(last) } {
            Ok(Some(n)) => last = n,
            Ok(None) => return,
            Err(error) => last = error.len() as u32,
        }
    }
}

#[async_generator(Send)]
async fn sendable(text: &str) -> usize {
    yield_!(text.len());
}

#[async_generator(boxed)]
async fn boxed_plain(n: u32) -> u32 {
    yield_!(n);
}

#[async_generator(boxed)]
async fn boxed_borrows_one(text: &str) -> &str {
    yield_!(text);
}

#[async_generator(boxed)]
async fn boxed_borrows_several<'a, T: Send + Display>(
    text: &'a str,
    list: &mut Vec<u32>,
    it: T,
) -> &'a str {
    list.push(it.to_string().len() as u32);
    yield_!(text);
}

#[async_generator(boxed)]
async fn boxed_impl(numbers: impl Iterator<Item = u32> + Send, by: &u32) -> u32 {
    for n in numbers {
        yield_!(n * by);
    }
}

#[async_generator(boxed(local))]
async fn boxed_local(it: Rc<u32>) -> u32 {
    yield_!(*it);
}

#[async_generator(boxed, send = u32, throws = Box<dyn Error + Send + Sync>)]
async fn boxed_everything(texts: &[&str]) -> u32 {
    for text in texts {
        let n = text.parse::<u32>()?;
        let more = yield_!(n);
        if let Some(more) = more {
            yield_!(more);
        }
    }
}

#[async_generator(boxed)]
async fn recursive(depth: u32) -> u32 {
    if depth > 0 {
        yield_!(depth);
        #[for_await]
        for n in recursive(depth - 1) {
            yield_!(n);
        }
        yield_!(depth);
    }
}

struct Tree {
    value: u32,
    children: Vec<Tree>,
}

impl Tree {
    #[async_generator(boxed)]
    async fn walk(&self) -> &u32 {
        yield_!(&self.value);
        for child in &self.children {
            #[for_await]
            for value in child.walk() {
                yield_!(value);
            }
        }
    }
}

#[async_generator(crate = ::asyncgen)]
async fn with_crate() -> u32 {
    yield_!(1);
}

// ---------------------------------------------------------------- positions of a function

macro_rules! generator {
    ($(#[$attr:meta])* $vis:vis $name:ident($arg:ident: $ty:ty) -> $item:ty, $value:expr) => {
        $(#[$attr])*
        #[async_generator]
        $vis async fn $name($arg: $ty) -> $item {
            let _ = &$arg;
            yield_!($value);
            yield_!($value);
        }
    };
    ($name:ident $body:block) => {
        #[async_generator]
        async fn $name() -> u32 $body
    };
    ($name:ident<$($life:lifetime),*>($($arg:ident: $ty:ty),*) throws $error:ty) => {
        #[async_generator(throws = $error)]
        async fn $name<$($life),*>($($arg: $ty),*) -> usize {
            $(yield_!($arg.len());)*
        }
    };
}

generator!(
    /// Documented.
    pub(crate) by_macro(n: u32) -> u32, 1 + 1
);
generator!(by_macro_with_block {
    for n in 0..2 {
        yield_!(n);
    }
});
generator!(by_macro_with_lifetimes<'a, 'b>(left: &'a str, right: &'b [u8]) throws String);

/// Passes the whole function through as tokens.
macro_rules! verbatim {
    ($($tokens:tt)*) => { $($tokens)* };
}

verbatim! {
    #[async_generator]
    async fn through_a_macro(from: &u32) -> u32 {
        for n in *from..3 {
            yield_!(n);
        }
    }
}

fn inside_a_function(n: u32) -> impl AsyncGenerator<Item = u32> {
    #[async_generator]
    async fn inner(n: u32) -> u32 {
        yield_!(n);
    }
    inner(n)
}

#[async_generator]
async fn inside_a_generator(n: u32) -> u32 {
    #[async_generator]
    async fn inner(n: u32) -> u32 {
        yield_!(n);
        return;
    }
    yield_!(0);
    #[for_await]
    for n in inner(n) {
        yield_!(n);
    }
}

mod shadowed {
    #![allow(dead_code, non_camel_case_types)]

    pub(super) struct Option;
    pub(super) struct Result;
    pub(super) struct Ok;
    pub(super) struct Err;
    pub(super) struct Some;
    pub(super) struct None;
    pub(super) struct Box;
    pub(super) trait Send {}
    pub(super) trait Future {}
    mod core {}
    mod std {}
    mod futures_core {}

    #[::asyncgen::async_generator(send = u8, throws = u16)]
    pub(super) async fn plain(n: u32) -> u32 {
        let _ = catch! { yield_!(n) };
        finally! {
            ready().await;
        }
        #[for_await]
        for n in ::futures::stream::iter([1, 2]) {
            yield_!(n);
        }
    }

    #[::asyncgen::async_generator(boxed)]
    pub(super) async fn boxed(text: &str, _other: &u8) -> usize {
        yield_!(text.len());
    }

    async fn ready() {}
}

fn returns_boxed<'a>(text: &'a str) -> BoxAsyncGenerator<'a, &'a str> {
    boxed_borrows_one(text)
}
