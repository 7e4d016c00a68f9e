//! The signatures that `#[async_generator]` accepts. Each is in `signatures/all.rs`, and called
//! here.
// Unusual signatures are tested, so lints about their style are off.
#![allow(clippy::all, clippy::pedantic)]

use asyncgen::AsyncGeneratorExt;
use asyncgen_tests::{drain, run};
use futures::StreamExt;
use std::pin::pin;

include!("signatures/all.rs");

#[test]
fn there_are_at_least_sixty_and_each_is_called() {
    let tests = include_str!("signatures.rs");
    let names: Vec<&str> = include_str!("signatures/all.rs")
        .split("async fn ")
        .skip(1)
        .filter_map(|rest| rest.split(['(', '<', ' ']).next())
        .filter(|name| !["$name", "inner", "ready", "configured_away"].contains(name))
        .collect();
    assert!(names.len() >= 60, "only {}", names.len());
    for name in names {
        let is_called =
            [format!("{name}("), format!("{name}::<")].iter().any(|call| tests.contains(call));
        assert!(is_called, "`{name}` is not called");
    }
}

#[test]
fn around_a_function() {
    assert_eq!(drain(nothing()), []);
    assert_eq!(drain(units()), [(), ()]);
    assert_eq!(drain(explicit_unit()), [()]);
    assert_eq!(drain(attributes_below()), [1]);
    assert_eq!(drain(attributes_above()), [42]);
    #[expect(deprecated)]
    let deprecated = deprecated();
    assert_eq!(drain(deprecated), [1]);
    assert_eq!(drain(inner_attributes()), [2]);
    assert_eq!(drain(conditional_attributes()), [1]);
    assert_eq!(drain(visible_in_the_crate()), [1]);
    assert_eq!(drain(visible_here()), [1]);
    // SAFETY: the function has no precondition.
    assert_eq!(drain(unsafe { unsafe_function(3) }), [3]);
    assert_eq!(drain(r#type(1, 2, "x")), ["3 x"]);
}

#[test]
fn patterns() {
    assert_eq!(drain(one(1)), [1]);
    assert_eq!(drain(mutable(2)), [1, 0]);
    assert_eq!(drain(tuple((1, 2), (3, 4))), [3, 7]);
    assert_eq!(drain(wild(1, 2, "")), [2]);
    assert_eq!(drain(array([1, 2], [3, 0, 0, 4])), [10]);
    assert_eq!(drain(structure(Point { x: 1, y: 2 }, Pair(3, String::new()))), [6]);
    assert_eq!(drain(by_reference("four".into(), vec![])), [5]);
    assert_eq!(drain(dereferencing(&1, &(2, "x".into()))), [4]);
    assert_eq!(drain(nested(Pair((1, String::new()), Point { x: 2, y: 0 }))), [3]);
    assert_eq!(drain(bound_whole([4, 0, 0])), [7]);
    assert_eq!(drain(either(Err(2))), [2]);
    assert_eq!(drain(attributes_on_arguments(1, 2, 3)), [4]);
}

#[test]
fn lifetimes() {
    let text = String::from("a bc");
    assert_eq!(drain(elided(&text)), ["a", "bc"]);
    let words = drain(named(&text, &String::from(" ")));
    assert_eq!(words, ["a", "bc"]);
    assert_eq!(drain(two_named(&text, "x")), [("a bc", "x")]);
    assert_eq!(drain(underscore(Cow::Borrowed("a"), &[1, 2])), [Cow::Borrowed(&[2])]);
    assert_eq!(drain(underscore_returned(&text)), ["a bc", "A BC"]);
    assert_eq!(drain(statically("x")), ["x"]);
    let mut list = vec![];
    assert_eq!(drain(mutably(&mut list)), [1]);
    assert_eq!(list, [1, 2]);
    drain(reborrowed(&mut list)).into_iter().for_each(|n| *n += 1);
    assert_eq!(list, [2, 3]);
    assert_eq!(drain(iterator_of_references([&1, &2].iter())), [&1, &2]);
    let mut b = 2;
    assert_eq!(drain(many_references(&1, &mut b, (&3, &4), None)), [10]);
}

/// The items borrow from the argument only, so they outlive the generator.
#[test]
fn items_that_borrow_from_an_argument_outlive_the_generator() {
    let text = String::from("a b");
    let first = {
        let mut words = pin!(elided(&text));
        run(words.next())
    };
    assert_eq!(first, Some("a"));
}

#[test]
fn trait_objects_functions_and_impl_trait() {
    assert_eq!(drain(trait_object(&'x', &mut [1, 2].into_iter())), ["x1", "x2"]);
    let by = 2;
    assert_eq!(drain(boxed_trait_object(Box::new(|n| n + by))), [3]);
    assert_eq!(drain(function_pointer(str::len)), [4]);
    assert_eq!(drain(impl_and_reference([1, 2], &String::from("n"))), ["n1", "n2"]);
    assert_eq!(drain(impl_stream(futures::stream::iter([1, 2]))), [2, 3]);
    assert_eq!(drain(closure(|n| n + by)), [3]);
    let mut sum = 0;
    let adding = mutable_closure(|n| {
        sum += n;
        sum
    });
    assert_eq!(drain(adding), [1, 2]);
    let owned = String::from("owned");
    assert_eq!(drain(closure_once(move || owned)), ["owned"]);
    assert_eq!(drain(async_closure(async |n| n + by)), [3, 4]);
    assert_eq!(drain(higher_ranked(trim, &[" a ".into(), "bc".into()])), [1, 2]);
    assert_eq!(
        drain(yields_impl(1)).iter().map(|it| format!("{it}{it:?}")).collect::<Vec<_>>(),
        ["11", "22"]
    );
    let letters = drain(yields_impl_that_borrows(&String::from("ab"))).len();
    assert_eq!(letters, 2);
    assert_eq!(drain(yields_streams(2)).into_iter().map(drain).collect::<Vec<_>>(), [[0, 1]]);
    let shown =
        drain(yields_trait_objects("x")).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(shown, ["1", "x"]);
    assert_eq!(drain(yields_functions())[0](1), 2);
    assert_eq!(drain(yields_results()), [Ok(1), Err("two".into())]);
    assert_eq!(drain(yields_options()), [Some(1), None]);
}

fn trim(text: &str) -> &str {
    text.trim()
}

#[test]
fn generics() {
    assert_eq!(drain(generic(vec!["a", "b"])), ["a", "b"]);
    assert_eq!(
        drain(bounded::<String, _>("a".into(), "b")),
        [("a".to_string(), String::new()), ("a".into(), "b".into())]
    );
    let map = BTreeMap::from([(1, 'a'), (2, 'b')]);
    assert_eq!(drain(constrained(&map)), [(&1, &'a'), (&2, &'b')]);
    assert_eq!(drain(unsized_type("str")), ["str"]);
    assert_eq!(drain(const_generic([0, 1])), [[0, 1], [2, 2]]);
    assert_eq!(
        drain(everything("abc", &[3, 4, 3], |it| it.len() as u32)),
        [("abc", &3), ("abc", &3)]
    );
}

#[test]
fn receivers() {
    let mut counter = Counter { n: 1 };
    assert_eq!(drain(counter.clone().by_value()), [1]);
    assert_eq!(drain(counter.clone().by_mutable_value()), [Counter { n: 2 }]);
    assert_eq!(drain(counter.by_ref()), [&1]);
    assert_eq!(drain(counter.by_mut()), [2]);
    assert_eq!(counter.n, 3);
    assert_eq!(drain(Box::new(counter.clone()).by_box()), [3]);
    assert_eq!(drain(Box::new(counter.clone()).by_mutable_box())[0].n, 4);
    assert_eq!(drain(Rc::new(counter.clone()).by_rc()), [3]);
    assert_eq!(drain(Arc::new(counter.clone()).by_arc()).len(), 2);
    assert_eq!(drain(Pin::new(&mut counter).by_pin()), [4]);
    assert_eq!(drain(Pin::new(&counter).by_pinned_ref()), [&4]);
    let borrowed = drain(counter.by_named_ref(&String::from("ab")));
    assert_eq!(borrowed, [(&4, 2)]);
    assert_eq!(drain(counter.by_typed_ref()), [&4]);
    drain(counter.by_typed_mut(2)).into_iter().for_each(|n| *n += 10);
    assert_eq!(counter.n, 16);
    assert_eq!(drain(Rc::new(counter.clone()).by_ref_to_rc())[0].n, 16);
    let borrowed = drain(counter.borrows_from_self(&String::new()));
    assert_eq!(borrowed, [&16]);
    assert_eq!(drain(counter.receiver_unused()), [7]);
    assert_eq!(drain(Counter::associated(1)), [Counter { n: 1 }]);
    let two = [Counter { n: 1 }, Counter { n: 2 }];
    assert_eq!(drain(Counter::takes_self_types(&two, None)), [[1, 2], [0, 0]]);
    let items = [1, 2];
    let kept = drain(Holder { items: &items }.items());
    assert_eq!(kept, [&1, &2]);
    assert_eq!(drain(Holder { items: &items }.mapped(|n| n * 2)), [2, 4]);
    assert_eq!(drain(Holder { items: &items }.boxed_items()), [&1, &2]);
    assert_eq!(drain(Holder::boxed_associated(1)), [1, 1]);
}

#[test]
fn traits() {
    let mut counter = Counter { n: 1 };
    assert_eq!(drain(counter.declared("x")), ["x1"]);
    assert_eq!(drain(counter.provided()), ["5provided1"]);
    assert_eq!(drain(Counter::without_self()), [5]);
    assert_eq!(drain(counter.repeat('a', 2)), ['a', 'a']);
    assert_eq!(drain(counter.forget('a', ['b', 'c'])), ['b', 'c']);
    sent_to_a_thread(Generic::<u32>::repeat(&counter, 1, 1));
    generically(counter);
}

/// `Send` in a trait makes the generators of all implementations `Send`.
fn generically<G: Generic<String> + Sync>(source: G) {
    let repeated = source.repeat("x".into(), 2);
    fn is_send<T: Send>(it: T) -> T {
        it
    }
    assert_eq!(drain(is_send(repeated)), ["x", "x"]);
}

fn sent_to_a_thread<S: Stream + Send>(stream: S)
where
    S::Item: Send,
{
    std::thread::scope(|scope| {
        scope.spawn(|| drain(stream));
    });
}

#[test]
fn trait_objects_of_traits_with_boxed_generators() {
    let object: Box<dyn Object + Sync + Send> = Box::new(Counter { n: 1 });
    assert_eq!(drain(object.words("a b")), ["a1", "b1"]);
    assert_eq!(drain(object.twice()), [1, 2]);
    assert_eq!(drain(object.shared(Rc::new(3))), [Rc::new(3), Rc::new(1)]);
    let object: Box<dyn Object + Send> = Box::new(Counter { n: 1 });
    assert_eq!(drain(object.consumed()), [1]);
    {
        let object: &dyn BoxedGeneric<&str> = &Counter { n: 1 };
        assert_eq!(drain(object.once("x")), ["x"]);
    }
}

#[test]
fn arguments_of_the_attribute() {
    let mut g = pin!(sends());
    run(g.next());
    assert_eq!(run(g.send(1.5)), Ok(Some(1.5)));
    let sent = String::from("b");
    let mut g = pin!(sends_references("a"));
    assert_eq!(run(g.next()), Some("a"));
    assert_eq!(run(g.send(&sent)), Ok(Some("b")));
    let mut g = pin!(sends_static());
    run(g.next());
    assert_eq!(run(g.send("four")), Ok(Some(4)));
    assert_eq!(drain(throws("1 x")).len(), 2);
    let shown = |items: Vec<Result<i64, Box<dyn Error>>>| {
        items.into_iter().map(|item| item.map_err(|error| error.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(shown(drain(throws_boxed("1"))), [Ok(1), Err("the end".into())]);
    sent_to_a_thread(throws_sendable("1").map(|item| item.is_ok()));
    assert_eq!(drain(throws_generic([Ok(1), Err("no"), Ok(2)])), [Ok(1), Err("no")]);
    assert_eq!(drain(throws_references("abc")), [Ok(3), Err("abc")]);
    assert_eq!(drain(throws_and_yields_unit(true)), [Ok(()), Err("failed".into())]);
    let mut g = pin!(sends_and_throws());
    assert_eq!(run(g.next()), Some(Ok(0)));
    assert_eq!(run(g.send(5)), Ok(Some(Ok(5))));
    assert_eq!(run(g.throw("four".into())), Ok(Some(Ok(4))));
    assert_eq!(run(g.next()), None);
    sent_to_a_thread(sendable("abc"));
    assert_eq!(drain(boxed_plain(1)), [1]);
    assert_eq!(drain(boxed_borrows_one("x")), ["x"]);
    let mut list = vec![];
    assert_eq!(drain(boxed_borrows_several("x", &mut list, "four")), ["x"]);
    assert_eq!(list, [4]);
    assert_eq!(drain(boxed_impl(0..3, &2)), [0, 2, 4]);
    assert_eq!(drain(boxed_local(Rc::new(1))), [1]);
    assert_eq!(drain(boxed_everything(&["1", "x", "2"])).len(), 2);
    assert_eq!(drain(recursive(2)), [2, 1, 1, 2]);
    let leaf = |value| Tree { value, children: vec![] };
    let tree =
        Tree { value: 1, children: vec![leaf(2), Tree { value: 3, children: vec![leaf(4)] }] };
    assert_eq!(drain(tree.walk()), [&1, &2, &3, &4]);
    assert_eq!(drain(with_crate()), [1]);
    assert_eq!(drain(returns_boxed("x")), ["x"]);
}

#[test]
fn positions_of_a_function() {
    assert_eq!(drain(by_macro(0)), [2, 2]);
    assert_eq!(drain(by_macro_with_block()), [0, 1]);
    assert_eq!(drain(by_macro_with_lifetimes("abc", b"de")), [Ok(3), Ok(2)]);
    assert_eq!(drain(through_a_macro(&1)), [1, 2]);
    assert_eq!(drain(inside_a_function(1)), [1]);
    assert_eq!(drain(inside_a_generator(1)), [0, 1]);
    assert_eq!(drain(shadowed::plain(3)), [Ok(3), Ok(1), Ok(2)]);
    assert_eq!(drain(shadowed::boxed("abc", &0)), [3]);
}
