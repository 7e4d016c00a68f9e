impl Words {
    #[asyncgen::async_generator(crate = asyncgen)]
    #[traced]
    pub async fn all(&self) -> String {
        #[for_await]
        for word in self.read() {
            yield_!(word);
        }
        println!("{:?}", __asyncgen_in_macro!(item String::new()));
    }
    fn count(&self) -> usize {
        self.count
    }
}
