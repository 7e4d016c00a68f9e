pub fn numbers() -> impl ::asyncgen::AsyncGenerator<
    Item = u64,
    Sent = (),
    Thrown = ::core::convert::Infallible,
> {
    return {
        let _what_it_gives = unsafe {
            ::asyncgen::__private::Handle::<
                u64,
                (),
                ::core::convert::Infallible,
                ::asyncgen::__private::InfallibleItems,
            >::asyncgen_new_handle()
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
                            {
                                match _what_it_gives.put_infallible(1).await {
                                    true => break 'asyncgen_end,
                                    _ => {}
                                }
                            };
                            (::asyncgen::Await::asyncgen_awaited)(tick()).await;
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
