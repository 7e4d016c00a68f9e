// What is ours among the arguments of somebody else's macro.
//
// That macro may take its arguments apart, and a procedural one may take the hygiene of a token
// that it finds. So it is shown nothing but calls of a macro that the body defines, in the user's
// own hygiene. In a guarded block that macro is another one: a yield or `return` in it leaves that
// block. Whether the macro's code suspends nobody knows, so that the item is evaluated first. An await
// is such a call only in macros that show no token of theirs.
#[async_generator]
async fn shown() -> u64 {
    println!("{:?}", yield_!(1));
    select! {
        n = other() => { yield_!(n); }
        _ = stop() => return,
    }
    let _ = catch! {
        assert_eq!(yield_!(2), ());
    };
    println!("{}", tick().await);
    tokio::join!(tick(), other());
    assert!(tick().await);
    seen!(token by token => catch! { yield_!(3) });
}
