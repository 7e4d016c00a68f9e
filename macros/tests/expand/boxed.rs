// A generator in a box, whose type has a name.
//
// A trait object has one lifetime, which all that it captures must outlive; the ones that the user
// did not write get names that nobody can write.
#[async_generator(boxed)]
async fn walk(&self, path: &Path) -> PathBuf {
    yield_!(path.join(&self.name));
}
