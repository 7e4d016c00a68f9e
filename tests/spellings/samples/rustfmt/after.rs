// What somebody types.
fn countdown(from: u32) -> impl Stream<Item = u32> {
    async_gen!(async gen move {
        for n in (1..=from).rev() {
            yield n;
        }
        if from > 3 {
            yield 0
        }
    })
}
fn blocks() {
    let by_reference = async_gen!(async gen {
        let v = yield 1;
        match v {
            () => yield 2,
        }
    });
    let s = stream!({
        yield 1;
        yield_!(2);
        // A comment stays.
        for await n in numbers() {
            yield n
        }
        'outer: for await (a, b) in pairs() {
            for await c in numbers() {
                if a > c {
                    break 'outer;
                }
                yield b;
            }
        }
        #[for_await]
        for n in numbers() {
            yield_!(n);
        }
    });
    let t = try_stream!({
        yield "1".parse()?;
    });
    consume(async_gen!(async gen move {
        yield first().await?;
        yield second().await?
    }))
    .await;
}
fn not_touched() {
    stream! { yield   1;  yield 2 }
    async_gen! {
        pub   async gen fn f()->u32 { yield   1; }
    }
}
