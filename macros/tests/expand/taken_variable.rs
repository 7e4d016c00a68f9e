// A block that moves a variable, named nowhere else, to the stream of a loop in its middle.
//
// As a capture it would be stored twice: there, and where the loop has its stream. So the generator
// stores it until it starts, as a function stores an argument.
stream! {
    for await item in inner {
        yield item;
    }
    yield 0;
}
