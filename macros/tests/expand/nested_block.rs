// A generator block in a generator.
//
// It is left to `async_gen!`, which expands it where it comes to stand, with a handle of its own.
// The block itself: without `move` it captures by reference, and so it does the handle.
async_gen!(async gen {
    let inner = async gen move {
        yield 1;
    };
    for await n in inner {
        yield n;
    }
})
