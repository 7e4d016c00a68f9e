// `try_stream!`: the items are `Ok` of what is yielded, the error of a `?` is the last one.
//
// rustc infers the types, of the item too: the branch that never runs says to it what the item is,
// so that an error about it is located there.
try_stream! {
    let line = read().await?;
    yield line;
}
