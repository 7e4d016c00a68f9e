// The order in which the last expression of a body drops what it borrows for a moment: that of an
// `async fn` in the edition of the crate that includes this file. Editions before 2024 drop it
// behind the variables of the block.

/// Says when it is dropped.
struct Noisy<'l> {
    name: &'static str,
    log: &'l RefCell<Vec<&'static str>>,
}

impl Drop for Noisy<'_> {
    fn drop(&mut self) {
        self.log.borrow_mut().push(self.name);
    }
}

impl Noisy<'_> {
    fn unit(&self) {}

    fn number(&self) -> u32 {
        1
    }

    fn numbers(&self) -> &[u32] {
        &[1]
    }

    fn option(&self) -> Option<&Self> {
        Some(self)
    }

    async fn wait(&self) {
        ready().await;
    }
}

/// The second one, which the first must not outlive.
fn same_of<'a, 'l>(_: &'a Noisy<'l>, it: &'a Noisy<'l>) -> &'a Noisy<'l> {
    it
}

#[::asyncgen::async_generator]
async fn items<'l>(log: &'l RefCell<Vec<&'static str>>) -> Noisy<'l> {
    yield_!(noisy("item", log));
}

/// What another macro passes on.
macro_rules! same {
    ($value:expr) => {
        $value
    };
}

/// A future that borrows nothing.
fn waits(_: &Noisy<'_>) -> std::future::Ready<()> {
    std::future::ready(())
}

fn take(_: &Noisy<'_>) {}

unsafe fn unsafely(_: &Noisy<'_>) {}

async fn ready() {}

fn noisy<'l>(name: &'static str, log: &'l RefCell<Vec<&'static str>>) -> Noisy<'l> {
    Noisy { name, log }
}

macro_rules! same_order {
    ($($case:ident: |$log:ident| { $($body:tt)* })*) => {$(
        #[test]
        fn $case() {
            async fn future($log: &RefCell<Vec<&'static str>>, _parameter: Noisy<'_>) {
                $($body)*
            }

            #[::asyncgen::async_generator]
            async fn generator($log: &RefCell<Vec<&'static str>>, _parameter: Noisy<'_>) {
                yield_!(());
                $($body)*
            }

            ::asyncgen::async_gen! {
                async gen fn keyword($log: &RefCell<Vec<&'static str>>, _parameter: Noisy<'_>) {
                    yield ();
                    $($body)*
                }
            }

            let expected = RefCell::new(Vec::new());
            block_on(future(&expected, noisy("parameter", &expected)));
            assert!(expected.borrow().len() > 2);
            let found = RefCell::new(Vec::new());
            let generator = generator(&found, noisy("parameter", &found));
            let _: Vec<()> = block_on(generator.collect());
            assert_eq!(found, expected);
            let found = RefCell::new(Vec::new());
            let generator = keyword(&found, noisy("parameter", &found));
            let _: Vec<()> = block_on(generator.collect());
            assert_eq!(found, expected);

            // Blocks have no parameters.
            expected.borrow_mut().retain(|name| *name != "parameter");
            let found = RefCell::new(Vec::new());
            let $log = &found;
            let stream = ::asyncgen::stream! { yield (); $($body)* };
            let _: Vec<()> = block_on(stream.collect());
            assert_eq!(found, expected);
            found.borrow_mut().clear();
            let block = ::asyncgen::async_gen!(async gen move { yield (); $($body)* });
            let _: Vec<()> = block_on(block.collect());
            assert_eq!(found, expected);
        }
    )*};
}

same_order! {
    method: |log| {
        let _local = noisy("local", log);
        noisy("temporary", log).unit()
    }
    call: |log| {
        let _local = noisy("local", log);
        take(&noisy("temporary", log))
    }
    awaited: |log| {
        let _local = noisy("local", log);
        noisy("temporary", log).wait().await
    }
    parentheses: |log| {
        let _local = noisy("local", log);
        (noisy("temporary", log).wait().await)
    }
    block: |log| {
        let _local = noisy("local", log);
        {
            let _inner = noisy("inner", log);
            noisy("temporary", log).unit()
        }
    }
    block_with_an_await: |log| {
        let _local = noisy("local", log);
        {
            let _inner = noisy("inner", log);
            noisy("temporary", log).wait().await
        }
    }
    unsafe_block: |log| {
        let _local = noisy("local", log);
        unsafe {
            let _inner = noisy("inner", log);
            unsafely(&noisy("temporary", log))
        }
    }
    branches: |log| {
        let _local = noisy("local", log);
        if noisy("condition", log).number() == 1 {
            let _inner = noisy("inner", log);
            noisy("temporary", log).unit()
        } else {
            noisy("never", log).unit()
        }
    }
    last_branch: |log| {
        let _local = noisy("local", log);
        if noisy("condition", log).number() == 2 {
            noisy("never", log).unit()
        } else if noisy("condition", log).number() == 1 {
            let _inner = noisy("inner", log);
            noisy("temporary", log).wait().await
        } else {
            noisy("never", log).unit()
        }
    }
    if_let: |log| {
        let _local = noisy("local", log);
        if let Some(it) = noisy("scrutinee", log).option() {
            let _inner = noisy("inner", log);
            it.unit()
        } else {
            noisy("never", log).unit()
        }
    }
    if_let_else: |log| {
        let _local = noisy("local", log);
        if let None = noisy("scrutinee", log).option() {
            noisy("never", log).unit()
        } else {
            let _inner = noisy("inner", log);
            noisy("temporary", log).unit()
        }
    }
    matched: |log| {
        let _local = noisy("local", log);
        match noisy("scrutinee", log).option() {
            Some(_) => noisy("temporary", log).wait().await,
            None => {}
        }
    }
    matched_in_a_block: |log| {
        let _local = noisy("local", log);
        match noisy("scrutinee", log).option() {
            Some(_) => {
                let _inner = noisy("inner", log);
                noisy("temporary", log).unit()
            }
            None => {}
        }
    }
    for_loop: |log| {
        let _local = noisy("local", log);
        for _ in noisy("iterated", log).numbers() {
            ready().await;
        }
    }
    while_let: |log| {
        let _local = noisy("local", log);
        let mut turns = 0;
        while let Some(_) = noisy("scrutinee", log).option() {
            turns += 1;
            if turns == 2 {
                break;
            }
        }
    }
    another_macro: |log| {
        let _local = noisy("local", log);
        assert_eq!(noisy("temporary", log).number(), 1)
    }
    another_macro_with_an_await: |log| {
        let _local = noisy("local", log);
        assert_eq!(noisy("temporary", log).wait().await, ())
    }
    operand_of_an_await: |log| {
        let _local = noisy("local", log);
        {
            let _inner = noisy("inner", log);
            waits(&noisy("temporary", log))
        }
        .await
    }
    braces_around_the_operand_of_an_await: |log| {
        let _local = noisy("local", log);
        { noisy("temporary", log).wait() }.await;
        let _number = { noisy("temporary", log) }.number();
    }
    inner_block: |log| {
        let _local = noisy("local", log);
        let () = {
            let _inner = noisy("inner", log);
            noisy("temporary", log).wait().await
        };
    }
    value_of_an_inner_match: |log| {
        let _local = noisy("local", log);
        let _number = match { noisy("scrutinee", log).number() } {
            1 => noisy("temporary", log).number(),
            _ => 0,
        };
    }
}

/// A guarded block is an `async` block, and a loop that awaits is one that does not.
macro_rules! same_order_as {
    ($($case:ident: |$log:ident| { $($guarded:tt)* } as { $($block:tt)* })*) => {$(
        #[test]
        fn $case() {
            async fn future($log: &RefCell<Vec<&'static str>>) {
                $($block)*
            }

            #[::asyncgen::async_generator(throws = ())]
            async fn generator($log: &RefCell<Vec<&'static str>>) {
                yield_!(());
                $($guarded)*
            }

            let expected = RefCell::new(Vec::new());
            block_on(future(&expected));
            let found = RefCell::new(Vec::new());
            let _: Vec<Result<(), ()>> = block_on(generator(&found).collect());
            assert!(expected.borrow().len() > 1);
            assert_eq!(found, expected);
        }
    )*};
}

same_order_as! {
    caught: |log| {
        let _: Result<u32, ()> = catch! {
            let _local = noisy("local", log);
            noisy("temporary", log).number()
        };
    } as {
        let _: u32 = async {
            let _local = noisy("local", log);
            noisy("temporary", log).number()
        }
        .await;
    }
    before_a_cleanup: |log| {
        finally! { noisy("cleanup", log); }
        let _local = noisy("local", log);
        noisy("temporary", log).wait().await
    } as {
        async {
            let _local = noisy("local", log);
            noisy("temporary", log).wait().await
        }
        .await;
        noisy("cleanup", log);
    }
    another_macro_caught: |log| {
        let _: Result<u32, ()> = catch! {
            let _local = noisy("local", log);
            same!(noisy("temporary", log).number())
        };
    } as {
        let _: u32 = {
            let _local = noisy("local", log);
            same!(noisy("temporary", log).number())
        };
    }
    another_macro_in_braces_caught: |log| {
        let _: Result<u32, ()> = catch! {
            let _local = noisy("local", log);
            same! { noisy("temporary", log).number() }
        };
    } as {
        let _: u32 = {
            let _local = noisy("local", log);
            same! { noisy("temporary", log).number() }
        };
    }
    another_macro_before_a_cleanup: |log| {
        finally! { noisy("cleanup", log); }
        let _local = noisy("local", log);
        same!(noisy("temporary", log).unit())
    } as {
        {
            let _local = noisy("local", log);
            same!(noisy("temporary", log).unit())
        };
        noisy("cleanup", log);
    }
    another_macro_in_a_cleanup: |log| {
        finally! {
            let _local = noisy("local", log);
            same!(noisy("temporary", log).unit())
        }
        noisy("guarded", log);
    } as {
        noisy("guarded", log);
        {
            let _local = noisy("local", log);
            same!(noisy("temporary", log).unit())
        }
    }
    loop_that_awaits: |log| {
        #[for_await]
        for _item in stream::iter([noisy("item", log)]) {
            let _local = noisy("local", log);
            noisy("temporary", log).unit()
        }
    } as {
        for _item in [noisy("item", log)] {
            let _local = noisy("local", log);
            noisy("temporary", log).unit()
        }
    }
    loop_that_awaits_with_a_macro: |log| {
        #[for_await]
        for _item in stream::iter([noisy("item", log)]) {
            let _local = noisy("local", log);
            same!(noisy("temporary", log).unit())
        }
    } as {
        for _item in [noisy("item", log)] {
            let _local = noisy("local", log);
            same!(noisy("temporary", log).unit())
        }
    }
    loop_that_closes: |log| {
        #[for_await(close)]
        for _item in Box::pin(items(log)) {
            let _local = noisy("local", log);
            noisy("temporary", log).unit()
        }
    } as {
        for _item in [noisy("item", log)] {
            let _local = noisy("local", log);
            noisy("temporary", log).unit()
        }
    }
    loop_that_awaits_at_the_end: |log| {
        let local = noisy("local", log);
        #[for_await]
        for _ in stream::iter(same_of(&noisy("temporary", log), &local).numbers()) {
            noisy("body", log);
        }
    } as {
        let local = noisy("local", log);
        for _ in same_of(&noisy("temporary", log), &local).numbers() {
            noisy("body", log);
        }
    }
}
