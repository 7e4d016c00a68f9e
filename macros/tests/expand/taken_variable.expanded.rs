{
    'asyncgen_generator: {
        let _what_it_gives = unsafe {
            asyncgen::__private::Handle::<
                _,
                (),
                ::core::convert::Infallible,
                asyncgen::__private::InfallibleItems,
            >::asyncgen_new_handle()
        };
        if false {
            break 'asyncgen_generator _what_it_gives.declared();
        }
        _what_it_gives
            .lazy::<
                asyncgen::__private::NoCleanup,
                _,
                _,
                _,
            >(
                (inner,),
                move |_asyncgen_take| {
                    async move {
                        let (inner,) = _asyncgen_take.await;
                        'must_stand_directly_in_the_async_generator: {
                            'asyncgen_end: {
                                if false {
                                    break 'asyncgen_end;
                                }
                                {
                                    {
                                        let mut _asyncgen_stream = asyncgen::ForAwait::asyncgen_stream(
                                            inner,
                                        );
                                        while let ::core::option::Option::Some(_asyncgen_item) = {
                                            if false {
                                                break 'must_stand_directly_in_the_async_generator ::core::result::Result::Ok(());
                                            }
                                            asyncgen::ForAwait::asyncgen_next(
                                                    _what_it_gives.pinned(&mut _asyncgen_stream),
                                                )
                                                .await
                                        } {
                                            let item = _asyncgen_item;
                                            {
                                                {
                                                    match _what_it_gives
                                                        .await
                                                        .put({
                                                            let _asyncgen_item;
                                                            if false {
                                                                _asyncgen_item = _what_it_gives.an_item()
                                                            } else {
                                                                _asyncgen_item = item
                                                            }
                                                            _asyncgen_item
                                                        })
                                                        .await
                                                    {
                                                        ::core::option::Option::Some(_asyncgen_output) => {
                                                            break 'must_stand_directly_in_the_async_generator _asyncgen_output;
                                                        }
                                                        _ => {}
                                                    }
                                                };
                                            }
                                        }
                                    }
                                    {
                                        match _what_it_gives
                                            .await
                                            .put({
                                                let _asyncgen_item;
                                                if false {
                                                    _asyncgen_item = _what_it_gives.an_item()
                                                } else {
                                                    _asyncgen_item = 0
                                                }
                                                _asyncgen_item
                                            })
                                            .await
                                        {
                                            ::core::option::Option::Some(_asyncgen_output) => {
                                                break 'must_stand_directly_in_the_async_generator _asyncgen_output;
                                            }
                                            _ => {}
                                        }
                                    };
                                }
                            }
                            ::core::result::Result::Ok(())
                        }
                    }
                },
            )
    }
}
