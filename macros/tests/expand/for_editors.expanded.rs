fn ticks() -> impl ::asyncgen::AsyncGenerator<
    Item = u64,
    Sent = (),
    Thrown = ::core::convert::Infallible,
> {
    return {
        let _what_it_gives = unsafe {
            <::asyncgen::__private::Handle<u64>>::asyncgen_new_handle()
        };
        _what_it_gives
            .generator::<
                ::asyncgen::__private::NoCleanup,
                _,
            >(async move {
                'must_stand_directly_in_the_async_generator: {
                    'asyncgen_end: {
                        if false {
                            break 'asyncgen_end;
                        }
                        {
                            (<_ as ::asyncgen::Await<_, _>>::asyncgen_awaited)(tick())
                                .await;
                            {
                                if _what_it_gives.put_infallible(1).await {
                                    break 'asyncgen_end;
                                }
                            };
                        }
                    }
                    ::asyncgen::__private::for_editors! {
                        use ::asyncgen::__private:: { catch, finally, yield_, yield_ as _
                        };
                    }
                    ::core::result::Result::Ok(())
                }
            })
    };
}
