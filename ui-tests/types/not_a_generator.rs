use asyncgen::AsyncGenerator;

fn close_all(_: impl AsyncGenerator<Item = u32>) {}

fn main() {
    close_all(futures::stream::iter([1, 2]));
}
