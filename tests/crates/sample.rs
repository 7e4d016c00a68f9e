// Generators for every crate here, and the test that consumes them. Each crate includes this file,
// and defines `generator!`, which makes a generator of a function. Only the test needs std, alloc,
// the prelude or an edition after 2018.

generator! {
    []
    /// Counts down.
    pub async fn countdown(from: u32) -> u32 {
        let mut n = from;
        while n > 0 {
            ready().await;
            yield_!(n);
            n -= 1;
        }
    }
}

generator! {
    []
    /// Yields nothing but `()`.
    pub async fn unit() {
        yield_!();
    }
}

generator! {
    []
    /// Yields the parts of a text: with an elided lifetime, and another one.
    pub async fn parts<'a>(text: &'a str, (length, _): (usize, bool), _unused: &[u8]) -> &'a str {
        let mut rest = text;
        while rest.len() > length {
            let (part, more) = rest.split_at(length);
            yield_!(part);
            rest = more;
        }
        yield_!(rest);
    }
}

generator! {
    []
    /// A generator that consumes a generator.
    pub async fn doubled(from: u32) -> u32 {
        #[for_await]
        'turns: for n in countdown(from) {
            if n == 2 {
                continue 'turns;
            }
            yield_!(n * 2);
        }
    }
}

generator! {
    [throws = &'static str]
    /// A generator that closes a generator.
    pub async fn first_sums(from: u32) -> u32 {
        #[for_await(close)]
        'turns: for n in sums(from) {
            yield_!(n?);
            break 'turns;
        }
        #[for_await(close)]
        for n in countdown(from) {
            yield_!(n);
            return;
        }
    }
}

generator! {
    [throws = ::core::num::ParseIntError]
    /// Raises an error with `?`.
    pub async fn parsed(text: &str) -> u32 {
        yield_!(0);
        yield_!(text.parse()?);
    }
}

generator! {
    [send = u32, throws = &'static str]
    /// Uses the whole protocol.
    pub async fn sums(from: u32) -> u32 {
        let mut sum = from;
        finally! {
            ready().await;
        }
        loop {
            match catch! { yield_!(sum) } {
                ::core::result::Result::Ok(::core::option::Option::Some(n)) => sum += n,
                ::core::result::Result::Ok(::core::option::Option::None) => return,
                ::core::result::Result::Err("reset") => sum = 0,
                ::core::result::Result::Err(error) => ::core::result::Result::Err(error)?,
            }
        }
    }
}

generator! {
    [Send]
    /// A generator that is `Send`.
    pub async fn sendable(
        numbers: &mut (impl ::core::iter::Iterator<Item = u32> + ::core::marker::Send),
    ) -> u32 {
        for n in numbers {
            yield_!(n);
        }
    }
}

/// A type with a generator as a method.
pub struct Counter {
    /// The last number.
    pub n: u32,
}

impl Counter {
    generator! {
        []
        /// Borrows `self`.
        pub async fn up(&mut self, by: &u32) -> u32 {
            self.n += by;
            yield_!(self.n);
        }
    }
}

async fn ready() {}

#[cfg(test)]
mod consumed {
    use ::futures::StreamExt as _;
    use ::std::vec::Vec;

    fn drain<S: ::futures::Stream>(stream: S) -> Vec<S::Item> {
        ::futures::executor::block_on(stream.collect())
    }

    #[test]
    fn each_of_them() {
        assert_eq!(drain(super::countdown(3)), [3, 2, 1]);
        assert_eq!(drain(super::unit()), [()]);
        assert_eq!(drain(super::parts("abc", (2, true), &[])), ["ab", "c"]);
        assert_eq!(drain(super::doubled(3)), [6, 2]);
        let firsts = [5, 5].map(::core::result::Result::Ok);
        assert_eq!(drain(super::first_sums(5)), firsts);
        assert_eq!(drain(super::parsed("x")).len(), 2);
        assert!(drain(super::parsed("x"))[1].is_err());
        assert_eq!(drain(super::sums(5)), [::core::result::Result::Ok(5)]);
        assert_eq!(drain(super::sendable(&mut ::core::iter::repeat_n(7, 2))), [7, 7]);
        assert_eq!(drain(super::Counter { n: 1 }.up(&2)), [3]);
    }
}
