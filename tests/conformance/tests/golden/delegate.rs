// async for v in sub0(): yield v
// async with aclosing(sub1()) as it:
//     async for v in it: yield v
//
// Dropped before its end, the first one goes to the hooks of the event loop; the second one is
// closed on the spot. One of the values is `None`, so all of them are options.

#[async_generator(send = i64, throws = Exc)]
async fn sub0() -> Option<i64> {
    start_sub();
    yield_!(Some(1));
}

#[async_generator(send = i64, throws = Exc)]
async fn sub1() -> Option<i64> {
    start_sub();
    yield_!(None);
}

#[async_generator(send = i64, throws = Exc)]
async fn body() -> Option<i64> {
    start();
    let mut it = None;
    #[for_await]
    for value in hooked(sub0()) {
        yield_!(value?);
    }
    {
        let it = it.insert(hooked(sub1()));
        finally! {
            closed(it.close().await)?;
        }
        #[for_await]
        for value in &mut *it {
            yield_!(value?);
        }
    }
}
