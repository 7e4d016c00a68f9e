fn retried() -> impl ::asyncgen::AsyncGenerator<
    Item = ::core::result::Result<u64, Error>,
    Sent = (),
    Thrown = Error,
> {
    return {
        let _what_it_gives = unsafe {
            ::asyncgen::__private::Handle::<
                _,
                _,
                _,
                ::asyncgen::__private::FallibleItems,
            >::asyncgen_new_handle()
        };
        if false {
            return _what_it_gives.declared();
        }
        _what_it_gives
            .plain_generator(async move {
                'must_stand_directly_in_the_async_generator: {
                    'asyncgen_end: {
                        if false {
                            break 'asyncgen_end;
                        }
                        {
                            loop {
                                let caught = (::asyncgen::__private::value)(
                                    match _what_it_gives
                                        .caught(
                                            #[inline(always)]
                                            async {
                                                'must_stand_directly_in_the_async_generator: {
                                                    break 'must_stand_directly_in_the_async_generator ::core::result::Result::Ok(
                                                        ::asyncgen::__private::BlockExit::Value(
                                                            if false {
                                                                ::asyncgen::__private::dummy_value()
                                                            } else {
                                                                {
                                                                    {
                                                                        match _what_it_gives
                                                                            .put({
                                                                                let _asyncgen_item: u64 = (<_ as ::asyncgen::Await<
                                                                                    _,
                                                                                    _,
                                                                                >>::asyncgen_awaited)(attempt())
                                                                                    .await?;
                                                                                _asyncgen_item
                                                                            })
                                                                            .await
                                                                        {
                                                                            ::core::option::Option::Some(_asyncgen_output) => {
                                                                                break 'must_stand_directly_in_the_async_generator ::asyncgen::__private::BlockExit::left(
                                                                                    _asyncgen_output,
                                                                                );
                                                                            }
                                                                            _ => {}
                                                                        }
                                                                    };
                                                                    return ::core::result::Result::Ok(
                                                                        ::asyncgen::__private::BlockExit::Jump(0),
                                                                    );
                                                                }
                                                            },
                                                        ),
                                                    );
                                                }
                                            },
                                        )
                                        .await
                                    {
                                        ::core::result::Result::Ok(
                                            ::asyncgen::__private::BlockExit::Value(_asyncgen_value),
                                        ) => ::core::result::Result::Ok(_asyncgen_value),
                                        ::core::result::Result::Ok(
                                            ::asyncgen::__private::BlockExit::Return,
                                        ) => {
                                            break 'must_stand_directly_in_the_async_generator ::core::result::Result::Ok(());
                                        }
                                        ::core::result::Result::Ok(
                                            ::asyncgen::__private::BlockExit::Jump(0),
                                        ) => break,
                                        ::core::result::Result::Ok(
                                            ::asyncgen::__private::BlockExit::Jump(_),
                                        ) => ::asyncgen::__private::unreachable_jump(),
                                        ::core::result::Result::Err(_asyncgen_error) => {
                                            ::core::result::Result::Err(_asyncgen_error)
                                        }
                                    },
                                );
                                drop(caught);
                            }
                        }
                    }
                    ::core::result::Result::Ok(())
                }
            })
    };
}
