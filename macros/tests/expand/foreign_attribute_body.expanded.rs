{
    {
        return {
            let _asyncgen_rest = ();
            let _asyncgen_rest = (_asyncgen_rest, __asyncgen_arg_0);
            let _what_it_gives = unsafe {
                ::asyncgen::__private::Handle::<
                    u64,
                    u64,
                    ::core::convert::Infallible,
                    ::asyncgen::__private::InfallibleItems,
                >::asyncgen_new_handle()
            };
            _what_it_gives
                .lazy::<
                    ::asyncgen::__private::NoCleanup,
                    _,
                    _,
                    _,
                >(
                    _asyncgen_rest,
                    move |_asyncgen_take| {
                        async move {
                            let _ = &self;
                            let _asyncgen_rest = _asyncgen_take.await;
                            let (_asyncgen_rest, __asyncgen_arg_0) = _asyncgen_rest;
                            let () = _asyncgen_rest;
                            let mut __asyncgen_arg_0 = __asyncgen_arg_0;
                            let (first, _) = __asyncgen_arg_0;
                            'must_stand_directly_in_the_async_generator: {
                                'asyncgen_end: {
                                    {
                                        {
                                            match _what_it_gives
                                                .exchange({
                                                    let _asyncgen_item: u64 = first;
                                                    _asyncgen_item
                                                })
                                                .await
                                            {
                                                ::core::result::Result::Err(_asyncgen_output) => {
                                                    break 'must_stand_directly_in_the_async_generator _asyncgen_output;
                                                }
                                                ::core::result::Result::Ok(_asyncgen_value) => {
                                                    _asyncgen_value
                                                }
                                            }
                                        };
                                    }
                                }
                                ::core::result::Result::Ok(())
                            }
                        }
                    },
                )
        };
    }
}
