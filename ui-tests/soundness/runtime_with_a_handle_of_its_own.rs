// `Handle` leads to a type with a constructor of the same name: only who may write `unsafe` can declare one.
#![forbid(unsafe_code)]
use asyncgen::async_generator;

mod lies {
    pub use asyncgen::{AsyncGenerator, __private as real};
    pub mod __private {
        #[allow(unused_imports)]
        pub use super::real::*;
        use std::convert::Infallible as Never;
        pub struct Handle<Y, S = (), E = Never, K = ()>(std::marker::PhantomData<(Y, S, E, K)>);
        impl<K> Handle<u32, (), Never, K> {
            pub unsafe fn asyncgen_new_handle() -> Self {
                Handle(std::marker::PhantomData)
            }
            pub fn declared(self) -> crate::Generator {
                crate::others()
            }
            pub fn plain_generator<B: Future<Output = Result<(), Never>>>(self, _: B) -> crate::Generator {
                crate::others()
            }
        }
    }
}

type Generator = asyncgen::BoxAsyncGenerator<'static, u32>;

#[async_generator(boxed)]
async fn others() -> u32 {}

#[async_generator(crate = crate::lies)]
async fn numbers() -> u32 {}

fn main() {}
