pub fn numbers() -> impl ::asyncgen::AsyncGenerator<
    Item = u64,
    Sent = (),
    Thrown = ::core::convert::Infallible,
> {
    return {
        let _what_it_gives = unsafe {
            <::asyncgen::__private::Handle<u64>>::asyncgen_new_handle()
        };
        _what_it_gives
            .plain_generator(async move {
                'must_stand_directly_in_the_async_generator: {
                    'asyncgen_end: {
                        if false {
                            break 'asyncgen_end;
                        }
                        {
                            {
                                if _what_it_gives.put_infallible(1).await {
                                    break 'asyncgen_end;
                                }
                            };
                            if false {
                                let _ = !::asyncgen::__private::Unreachable;
                                (<_ as ::asyncgen::Await<_, _>>::asyncgen_future)(tick())
                                    .await;
                            }
                            let _ = (<_ as ::asyncgen::Await<
                                _,
                                _,
                            >>::asyncgen_awaited)(tick())
                                .await;
                        }
                    }
                    ::core::result::Result::Ok(())
                }
            })
    };
}
