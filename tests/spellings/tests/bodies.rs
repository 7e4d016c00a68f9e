//! Positions of the keywords in a body: `yield` as an operand of every expression, `for await`
//! wherever a loop is allowed.
#![allow(
    clippy::match_single_binding,
    clippy::nonminimal_bool,
    clippy::unit_arg,
    clippy::useless_vec,
    irrefutable_let_patterns,
    reason = "the shapes are what is tested"
)]

use std::cell::Cell;
use std::future::ready;
use std::pin::pin;

use asyncgen::{AsyncGenerator, AsyncGeneratorExt, async_gen, stream};
use asyncgen_tests::{drain, pending, run};
use futures::{Stream, StreamExt};

/// Resumes `generator` with each of `sent` after its first item, and returns all its items.
fn converse<G: AsyncGenerator>(
    generator: G,
    sent: impl IntoIterator<Item = G::Sent>,
) -> Vec<G::Item>
where
    G::Sent: std::fmt::Debug,
{
    let mut generator = pin!(generator);
    let mut items = Vec::from_iter(run(generator.next()));
    for value in sent {
        items.extend(run(generator.send(value)).expect("suspended at a yield"));
    }
    items.extend(drain(generator));
    items
}

fn count(to: u32) -> impl Stream<Item = u32> {
    stream! { for n in 0..to { pending(1).await; yield n; } }
}

// ---------------------------------------------------------------- yield

async_gen! {
    /// Statements and values.
    #[async_generator(send = u32)]
    async gen fn values(names: &[&'static str]) -> String {
        yield "statement".into();
        let v = yield "value".into();
        let _: Option<u32> = v;
        let w: Option<u32> = yield names[0].to_owned();
        yield format!("{v:?} {w:?}");
        let (a, b) = (yield "a".into(), yield "b".into());
        yield format!("{a:?} {b:?}");
        let Some(_) = yield "let else".into() else { return };
    }

    /// `match`, `if` and `while` with operands that syn would parse as a struct expression.
    #[async_generator(send = u32)]
    async gen fn heads() -> u32 {
        let x = 1;
        match yield x {
            Some(1) => yield 10,
            Some(n) if (yield n).is_none() => yield 11,
            _ => yield 12,
        };
        if (yield x).is_some() { yield 20; }
        if let Some(n) = yield x { yield n + 30; }
        while let Some(n) = yield x { yield n + 40; }
        if let Some(_) | None = yield x {}
        match yield { x + 1 } { _ => {} }
        for n in (yield x).into_iter() { yield n + 50; }
    }

    /// Operands and arguments.
    #[async_generator(send = u32)]
    async gen fn operands() -> u32 {
        fn add(a: Option<u32>, b: Option<u32>) -> u32 { a.unwrap_or(1) + b.unwrap_or(2) }
        let sum = add(yield 1, yield 2);
        yield sum;
        yield (yield 3).unwrap_or(100);
        let nested = yield yield_!(4).unwrap_or(5);
        let array = [yield 6, yield 7, nested];
        yield array.iter().flatten().sum();
        let closure = |n: Option<u32>| n.map(|n| n * 2);
        let block = async { ready(closure(Some(8))).await };
        yield block.await.unwrap_or_default();
        yield closure(yield 9).unwrap_or(90);
        let not = !(yield 10).is_some() as u32;
        yield not;
        let range = (yield 11).unwrap_or(0)..(yield 12).unwrap_or(1);
        yield range.end;
    }

    /// Yields of yields.
    async gen fn units() {
        yield yield;
        yield yield yield ();
        return yield;
    }

    #[async_generator(throws = std::num::ParseIntError)]
    async gen fn question_marks(texts: &[&str]) -> u32 {
        for text in texts {
            yield text.parse()?;
            let all = vec![text.parse::<u32>()?, 100];
            yield all.iter().sum();
            yield match text.parse::<u32>() { Ok(0) => return, other => other? };
        }
    }

    #[async_generator(send = Result<u32, String>, throws = String)]
    async gen fn question_mark_on_a_yield() -> u32 {
        loop {
            let got = (yield 1).unwrap_or(Err("nothing sent".into()))?;
            yield got;
        }
    }

    /// Closures and `async` blocks in the same expression as yields.
    async gen fn beside(list: &[u32]) -> u32 {
        let cell = Cell::new(0);
        let add = |n| { cell.set(cell.get() + n); cell.get() };
        for n in list.iter().filter(|n| **n > 1) { yield add(*n); }
        let later = async |n: u32| { pending(1).await; n + 1 };
        yield later(add(1)).await;
        yield async { pending(1).await; 7 }.await;
        yield (|| { for n in list { if *n == 2 { return *n } } 0 })();
        yield list.iter().map(|n| { let n = *n; n * 10 }).sum();
    }

    async gen fn in_macros() -> usize {
        let list = vec![yield 1, yield 2];
        println!("{:?}", yield 3);
        assert!(matches!(yield 4, ()), "{:?}", yield 5);
        yield list.len();
        let text = format!("{:?} {unit:?}", yield 6, unit = yield 7);
        yield text.len();
        let _ = Some(yield 8).map_or_else(String::new, |unit| format!("{unit:?}"));
        tokio::select! {
            () = ready(()) => yield 9,
            else => { yield 0 }
        }
    }
}

#[test]
fn yields() {
    let values = converse(values(&["name"]), [1, 2, 3, 4, 5, 6]);
    assert_eq!(
        values[..7],
        ["statement", "value", "name", "Some(2) Some(3)", "a", "b", "Some(5) Some(6)"]
    );
    assert_eq!(converse(heads(), [1, 2, 3, 4])[..6], [1, 10, 1, 20, 1, 1]);
    assert_eq!(drain(heads()), [1, 12, 1, 1, 1, 1, 2, 1]);
    assert_eq!(drain(operands()), [1, 2, 3, 3, 100, 4, 5, 6, 7, 0, 16, 9, 90, 10, 1, 11, 12, 1]);
    assert_eq!(converse(operands(), [10, 20, 0, 30])[..6], [1, 2, 30, 3, 30, 4]);
    assert_eq!(drain(units()).len(), 6);
    assert_eq!(drain(beside(&[1, 2, 3])), [2, 5, 7, 7, 2, 60]);
    assert_eq!(drain(in_macros()), [1, 2, 3, 4, 2, 6, 7, 5, 8, 9]);
}

#[test]
fn question_marks_raise() {
    assert_eq!(drain(question_marks(&["1", "0", "9"])).len(), 5);
    assert!(drain(question_marks(&["x"]))[0].is_err());
    let items = converse(question_mark_on_a_yield(), [Ok(5)]);
    assert_eq!(items, [Ok(1), Ok(5), Ok(1), Err("nothing sent".to_string())]);
    assert_eq!(
        converse(question_mark_on_a_yield(), [Err("sent".to_string())]),
        [Ok(1), Err("sent".to_string())]
    );
}

// ---------------------------------------------------------------- for await

struct Point {
    x: u32,
    y: u32,
}

async_gen! {
    async gen fn labels() -> (u32, u32) {
        'outer: for await a in count(4) {
            'inner: for await b in count(4) {
                match (a, b) {
                    (1, 1) => continue 'outer,
                    (_, 2) => break 'inner,
                    (3, _) => break 'outer,
                    _ => yield (a, b),
                }
            }
            yield (a, 9);
        }
        'block: { for await n in count(9) { if n == 1 { break 'block } yield (n, n); } }
    }

    async gen fn patterns() -> u32 {
        for await (a, mut b) in count(2).map(|n| (n, n + 1)) { b += a; yield b; }
        for await Point { x, y: _ } in count(1).map(|n| Point { x: n + 5, y: n }) { yield x; }
        for await _ in count(1) { yield 6; }
        for await &n in futures::stream::iter(&[7]) { yield n; }
        for await [first, .., last] in futures::stream::iter([[8, 0, 9]]) {
            yield first; yield last;
        }
        for await (Ok(n) | Err(n)) in futures::stream::iter([Ok(10), Err(11)]) { yield n; }
        for await n @ 0..=u32::MAX in count(1) { yield n; }
    }

    async gen fn places(by_ref: &mut (dyn Stream<Item = u32> + Unpin)) -> u32 {
        for await n in &mut *by_ref { yield n; break }
        for await n in by_ref { yield n + 10; }
        let () = for await n in count(1) { yield n + 20; };
        if ready(true).await { for await n in count(1) { yield n + 30 } } else { yield 0 }
        match () { () => for await n in count(1) { yield n + 40 } }
        let later = async {
            let mut sum = 0;
            let mut c = pin!(count(3));
            while let Some(n) = c.next().await { sum += n; }
            sum
        };
        yield later.await;
        for await n in { yield 50; count(1) } { yield n + 51 }
        for await n in if ready(false).await {
            count(0).left_stream()
        } else {
            count(1).right_stream()
        } {
            yield n + 60;
        }
        for await n in match ready(1).await { 1 => count(1), _ => return } { yield n + 70; }
        for await n in Box::pin(async gen { yield 80; }) { yield n; }
        for await n in count(1) { yield n + 90 }
    }

    async gen fn in_macros_too() -> u32 {
        macro_rules! twice { ($($body:tt)*) => { { $($body)* } { $($body)* } } }
        twice! { for await n in count(2) { yield n; } }
        tokio::select! {
            () = ready(()) => { for await n in count(2) { yield n + 10; } }
            else => {}
        }
        let mut three = pin!(count(3));
        tokio::select! {
            biased;
            n = three.next() => {
                'a: for await m in count(3) {
                    if m == 2 { break 'a } yield n.unwrap_or(0) + m + 20;
                }
            }
        }
        let list = vec![{ for await n in count(1) { yield n + 30; } 40 }];
        yield list[0];
    }

    /// The macro spellings together with the keywords.
    #[async_generator(throws = String)]
    async gen fn mixed() -> u32 {
        finally! { for await n in count(1) { yield n + 100; } }
        #[for_await]
        for n in count(2) { yield n; yield_!(n + 10); }
        let caught = catch! {
            for await n in count(9) { if n == 1 { Err("one".to_string())? } yield n + 20; }
        };
        yield caught.unwrap_err().len() as u32;
    }

    /// Other uses of `for` and `await` keep their meaning.
    async gen fn not_for_await() -> u32 {
        fn higher_ranked(f: impl for<'a> Fn(&'a u32) -> &'a u32) -> u32 { *f(&1) }
        for n in ready([1, 2]).await { yield n; }
        yield higher_ranked(|n| n);
        struct Area(u32);
        impl From<Point> for Area { fn from(point: Point) -> Area { Area(point.x * point.y) } }
        yield Area::from(Point { x: 2, y: 3 }).0;
    }
}

#[test]
fn for_await() {
    assert_eq!(drain(labels()), [(0, 0), (0, 1), (0, 9), (1, 0), (2, 0), (2, 1), (2, 9), (0, 0)]);
    assert_eq!(drain(patterns()), [1, 3, 5, 6, 7, 8, 9, 10, 11, 0]);
    let mut three = futures::stream::iter([1, 2, 3]);
    assert_eq!(drain(places(&mut three)), [1, 12, 13, 20, 30, 40, 3, 50, 51, 60, 70, 80, 90]);
    assert_eq!(drain(in_macros_too()), [0, 1, 0, 1, 10, 11, 20, 21, 30, 40]);
    assert_eq!(
        drain(mixed()).into_iter().flatten().collect::<Vec<_>>(),
        [0, 10, 1, 11, 20, 3, 100]
    );
    assert_eq!(drain(not_for_await()), [1, 2, 1, 6]);
}
