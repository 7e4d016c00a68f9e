// The keywords on stable Rust.
//
// A pass over tokens lowers them to the attribute's spelling, and expands nothing: so whatever
// macro or attribute gets these tokens next sees the user's own and the names of ours. A `yield`
// among another macro's arguments may belong to a generator that this macro makes: it becomes a
// call of the local macro, and rustc finds the innermost.
async_gen! {
    impl Words {
        #[traced]
        pub async gen fn all(&self) -> String {
            for await word in self.read() {
                yield word;
            }
            println!("{:?}", yield String::new());
        }

        fn count(&self) -> usize {
            self.count
        }
    }
}
