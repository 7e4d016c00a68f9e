//! The sample of bodies, in the attribute's spelling. `src/samples.rs` translates it to the others.
//!
//! Each function is drained, and dropped after each of its items, unless a comment `Script:` gives
//! the operations of its consumer. `Not native:` says why rustc's own generators behave
//! differently, `Not in blocks:` why a type has to be declared.

#[async_generator]
async fn no_items(log: Log) -> u32 {
    log.say("ran");
    if false {
        yield_!(1);
    }
}

#[async_generator]
async fn one_item(_log: Log) -> u32 {
    yield_!(1);
}

#[async_generator]
async fn units(_log: Log) {
    yield_!();
    yield_!(());
    let () = yield_!();
}

#[async_generator]
async fn a_yield_at_the_end(_log: Log) -> &'static str {
    yield_!("first");
    yield_!("last")
}

#[async_generator]
async fn loops(_log: Log) -> u32 {
    for n in 0..3 {
        yield_!(n);
    }
    let mut n = 3;
    while n < 5 {
        yield_!(n);
        n += 1;
    }
    loop {
        yield_!(n);
        break;
    }
}

#[async_generator]
async fn awaits_between_items(log: Log) -> u32 {
    pending(2).await;
    yield_!(1);
    log.say(pending(1).await);
    yield_!(2);
    pending(0).await;
    pending(1).await;
}

#[async_generator]
async fn awaits_in_items(_log: Log) -> u32 {
    yield_!(later(1).await);
    yield_!(later(1).await + later(1).await);
    yield_!(match later(3).await {
        3 => 3,
        _ => later(4).await,
    });
}

#[async_generator]
async fn only_awaits(log: Log) -> u32 {
    log.say(later("ran").await);
    if later(false).await {
        yield_!(1);
    }
}

#[async_generator]
async fn locals_are_dropped_in_order(log: Log) -> u32 {
    let _first = log.logged("first");
    {
        let _inner = log.logged("inner");
        yield_!(1);
    }
    let _second = log.logged("second");
    yield_!(2);
    let _third = log.logged("third");
}

#[async_generator]
async fn arguments_are_dropped_in_order(log: Log) -> u32 {
    #[async_generator]
    async fn inner(used: Logged, _: Logged, (left, _): (Logged, Logged), _unused: Logged) -> u32 {
        let _local = left;
        yield_!(1);
        let _used = &used;
        yield_!(2);
    }
    let names = ["a", "b", "c", "d", "e"];
    let [a, b, c, d, e] = names.map(|name| log.logged(name));
    #[for_await]
    for n in inner(a, b, (c, d), e) {
        yield_!(n);
    }
    log.say("after");
}

#[async_generator]
async fn an_item_is_the_consumers(log: Log) -> &'static str {
    let logged = log.logged("kept");
    yield_!(logged.name);
    let moved = log.logged("moved");
    yield_!({
        let inner = moved;
        inner.name
    });
    log.say("after");
}

#[async_generator]
async fn temporaries_end_with_their_statement(log: Log) -> usize {
    let length = log.logged("temporary").name.len();
    yield_!(length);
    match log.logged("scrutinee").name.len() {
        n => yield_!(n),
    }
    if log.logged("condition").name.len() > 3 {
        yield_!(0);
    }
}

#[async_generator]
async fn borrows_across_yields(_log: Log) -> u32 {
    let mut list = vec![1, 2, 3];
    let last = list.last_mut();
    yield_!(0);
    if let Some(last) = last {
        *last += 1;
        yield_!(*last);
    }
    for n in &mut list {
        yield_!(*n);
        *n = 0;
    }
    yield_!(list.iter().sum());
}

#[async_generator]
async fn returns_early(log: Log) -> u32 {
    let _local = log.logged("local");
    for n in 0.. {
        if n == 2 {
            return;
        }
        yield_!(n);
    }
}

#[async_generator]
async fn returns_after_an_item(log: Log) -> u32 {
    let _local = log.logged("local");
    if log.take().is_empty() {
        yield_!(2);
    }
    return yield_!(1);
}

#[async_generator]
async fn labels(_log: Log) -> (u32, u32) {
    'outer: for a in 0..4 {
        for b in 0..4 {
            if b == 2 {
                continue 'outer;
            }
            if a == 2 {
                break 'outer;
            }
            yield_!((a, b));
        }
    }
    let value = 'block: {
        yield_!((9, 0));
        if later(true).await {
            break 'block 1;
        }
        2
    };
    yield_!((9, value));
}

#[async_generator]
async fn values_of_yields_are_unit(_log: Log) -> u32 {
    let unit: () = yield_!(1);
    match yield_!(2) {
        () => yield_!(3),
    }
    let (a, b) = (yield_!(4), yield_!(5));
    yield_!(u32::from((a, b) == (unit, ())));
}

#[async_generator]
async fn in_scrutinees_and_conditions(_log: Log) -> u32 {
    if yield_!(1) == () {
        yield_!(2);
    }
    let mut n = 3;
    while yield_!(n) == () && n < 5 {
        n += 1;
    }
    if let () = yield_!(n) {
        yield_!(10);
    }
}

#[async_generator]
async fn yields_in_yields(_log: Log) -> u32 {
    yield_!({
        yield_!(1);
        yield_!(2);
        3
    });
    yield_!(if yield_!(4) == () { 5 } else { 6 });
}

#[async_generator]
async fn in_aggregates(_log: Log) -> u32 {
    let array = [
        {
            yield_!(1);
            1
        },
        {
            yield_!(2);
            2
        },
    ];
    let point = Point {
        x: {
            yield_!(3);
            3
        },
        y: later(4).await,
    };
    yield_!(array[0] + array[1] + point.x + point.y);
}

#[async_generator]
async fn strings(_log: Log) -> String {
    let mut text = String::from("a");
    yield_!(text.clone());
    text.push_str(") }");
    yield_!(format!("{text}!"));
}

#[async_generator]
async fn results_as_items(_log: Log) -> Result<u32, String> {
    yield_!(Ok(1));
    yield_!(Err("not the end".to_string()));
    yield_!("2".parse().map_err(|_| String::new()));
}

// Not in blocks: the type of their items is inferred, from the first one on.
// Not native: items of rustc's own do not coerce.
#[async_generator]
async fn items_coerce(_log: Log) -> Box<dyn std::fmt::Debug> {
    yield_!(Box::new(1));
    yield_!(Box::new("two"));
}

#[async_generator]
async fn closures_and_futures_beside(_log: Log) -> u32 {
    let double = |n: u32| -> u32 {
        if n == 0 {
            return 1;
        }
        n * 2
    };
    yield_!(double(0));
    let future = async {
        pending(1).await;
        if double(1) == 2 {
            return 3;
        }
        4
    };
    yield_!(future.await);
    let later_double = async |n: u32| later(n).await * 2;
    yield_!(later_double(2).await);
}

#[async_generator]
async fn in_somebody_elses_macros(log: Log) -> usize {
    let list = vec![yield_!(1), yield_!(2)];
    log.say(format!("{:?}", yield_!(3)));
    assert!(matches!(yield_!(4), ()), "{:?}", list);
    assert_eq!(yield_!(5), ());
    yield_!(list.len());
}

#[async_generator]
async fn macros_of_the_body(_log: Log) -> u32 {
    macro_rules! emit {
        ($value:expr) => {
            yield_!($value)
        };
        (twice $value:expr) => {{
            yield_!($value);
            yield_!($value);
        }};
    }
    emit!(1);
    emit!(twice 2);
    for n in 3..5 {
        emit!(n);
    }
}

#[async_generator]
async fn goes_over_another(log: Log) -> u32 {
    #[async_generator]
    async fn count(to: u32, log: Log) -> u32 {
        let _local = log.logged("count");
        for n in 0..to {
            pending(n).await;
            yield_!(n);
        }
    }
    #[for_await]
    for n in count(3, log.clone()) {
        yield_!(n * 10);
    }
    log.say("between");
    #[for_await]
    for n in count(9, log.clone()) {
        if n == 1 {
            break;
        }
        yield_!(n);
    }
    log.say("after");
}

#[async_generator]
async fn closes_another(log: Log) -> u32 {
    #[async_generator]
    async fn count(log: Log) -> u32 {
        finally! {
            log.say(later("closed").await);
        }
        for n in 0..9 {
            yield_!(n);
        }
    }
    #[for_await(close)]
    for n in count(log.clone()) {
        if n == 2 {
            break;
        }
        yield_!(n);
    }
    #[for_await(close)]
    'labelled: for (n, _) in async_gen!(async gen { yield_!((7, 8)); }) {
        yield_!(n);
        continue 'labelled;
    }
    log.say("after");
}

#[async_generator]
async fn goes_over_another_with_labels_and_patterns(_log: Log) -> u32 {
    #[async_generator]
    async fn pairs(to: u32) -> (u32, Point) {
        for n in 0..to {
            yield_!((n, Point { x: n + 1, y: n + 2 }));
        }
    }
    #[for_await]
    'outer: for (a, Point { x, mut y }) in pairs(4) {
        y += 1;
        #[for_await]
        for (b, _) in pairs(3) {
            if b == 2 {
                continue 'outer;
            }
            if a == 2 {
                break 'outer;
            }
            yield_!(x * y + b);
        }
    }
}

#[async_generator]
async fn a_loop_over_another_at_the_end(_log: Log) -> u32 {
    #[async_generator]
    async fn two() -> u32 {
        yield_!(1);
        yield_!(2)
    }
    #[for_await]
    for n in two() {
        yield_!(n)
    }
}

#[async_generator]
async fn recursion_in_a_box(_log: Log) -> u32 {
    #[async_generator]
    async fn leaf(n: u32) -> u32 {
        yield_!(n);
    }
    for n in 0..2 {
        let mut boxed = Box::pin(leaf(n));
        #[for_await]
        for n in boxed.as_mut() {
            yield_!(n);
        }
    }
}

#[async_generator]
async fn generics(_log: Log) -> String {
    #[async_generator]
    async fn inner<'a, T: ToString + ?Sized, const N: usize>(
        items: [&'a T; N],
        last: impl ToString,
    ) -> String {
        for item in items {
            yield_!(item.to_string());
        }
        yield_!(last.to_string());
    }
    #[for_await]
    for item in inner(["a", "b"], 3) {
        yield_!(item);
    }
}

#[async_generator]
async fn shadowed_names(_log: Log) -> u32 {
    let (handle, item, slot, result, value) = (1, 2, 3, 4, 5);
    yield_!(handle + item);
    yield_!(slot + result + value);
}

// Not native: polled after a panic, rustc's own panics again.
#[async_generator]
async fn panics(log: Log) -> u32 {
    let _local = log.logged("local");
    yield_!(1);
    let none: Option<u32> = None.filter(|_: &u32| log.take().is_empty());
    yield_!(none.expect("the panic of the sample"));
}

// Script: next, send 5, send 6, next, send 7
#[async_generator(send = u32)]
async fn receives(log: Log) -> u32 {
    let mut last = 0;
    while let Some(got) = yield_!(last) {
        log.say(got);
        last = got;
    }
    yield_!(yield_!(100).unwrap_or(1) + 1);
}

// Script: next, send 1, next, send 3
#[async_generator(send = u32)]
async fn receives_in_expressions(_log: Log) -> u32 {
    let sum = yield_!(0).unwrap_or(1) + yield_!(1).unwrap_or(20) * 2;
    yield_!(sum);
    if yield_!(9).is_some() {
        yield_!(10);
    }
}

#[async_generator(throws = String)]
async fn raises(log: Log) -> u32 {
    let _local = log.logged("local");
    yield_!("1".parse::<u32>().map_err(|error| error.to_string())?);
    let list = vec![Ok::<u32, String>(2)?, 3];
    for n in list {
        yield_!(n);
    }
    Err("the end".to_string())?;
    yield_!(4);
}

// Script: next, throw x, throw y, next
#[async_generator(throws = String)]
async fn catches(log: Log) -> u32 {
    let caught = catch! {
        yield_!(1);
        log.say("not reached");
    };
    log.say(format!("{caught:?}"));
    yield_!(2);
}

// Script: next, next, close, next
#[async_generator]
async fn cleans_up_when_closed(log: Log) -> u32 {
    finally! { log.say("outer"); pending(1).await; }
    let _local = log.logged("local");
    for n in 0.. {
        finally! { log.say("inner"); }
        yield_!(n);
    }
}

// Script: next, close, close, next
#[async_generator]
async fn yields_while_closed(log: Log) -> u32 {
    finally! { yield_!(10); log.say("cleanup"); }
    yield_!(1);
}

// Script: next, next, next, next
#[async_generator(throws = String)]
async fn cleans_up_and_leaves_loops(log: Log) -> u32 {
    'outer: for n in 0..3 {
        finally! { log.say(n); }
        for m in 0..3 {
            finally! { log.say("inner"); }
            if m == 1 {
                continue 'outer;
            }
            if n == 2 {
                break 'outer;
            }
            yield_!(n);
        }
    }
    finally! { log.say("last"); }
    Err("raised".to_string())?;
}

// Script: next, send 1, throw x, next, close
#[async_generator(send = u32, throws = String)]
async fn everything_at_once(log: Log) -> u32 {
    loop {
        let got = catch! {
            finally! { log.say("finally"); }
            match yield_!(1) {
                Some(n) => yield_!(n + 1).unwrap_or(n),
                None => later(0).await,
            }
        };
        match got {
            Ok(n) => yield_!(n + 100),
            Err(error) => {
                log.say(error);
                yield_!(0)
            }
        };
    }
}
