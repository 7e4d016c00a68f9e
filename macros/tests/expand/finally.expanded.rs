fn guarded() -> impl ::asyncgen::AsyncGenerator<
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
            .generator::<
                ::asyncgen::__private::AwaitingCleanup,
                _,
            >(
                #[inline(always)]
                async move {
                    'must_stand_directly_in_the_async_generator: {
                        'asyncgen_end: {
                            if false {
                                break 'asyncgen_end;
                            }
                            {
                                {
                                    let _asyncgen_outcome = _what_it_gives
                                        .guarded::<
                                            1,
                                            _,
                                            _,
                                        >(
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
                                                                        match _what_it_gives.put(1).await {
                                                                            ::core::option::Option::Some(_asyncgen_output) => {
                                                                                break 'must_stand_directly_in_the_async_generator ::asyncgen::__private::BlockExit::left(
                                                                                    _asyncgen_output,
                                                                                );
                                                                            }
                                                                            _ => {}
                                                                        }
                                                                    };
                                                                    if done() {
                                                                        return ::asyncgen::__private::BlockExit::left(
                                                                            ::core::result::Result::Ok(()),
                                                                        );
                                                                    }
                                                                    fail()?;
                                                                }
                                                            },
                                                        ),
                                                    );
                                                }
                                            },
                                        )
                                        .await;
                                    let _asyncgen_exits = if _what_it_gives
                                        .enter_cleanup::<true>()
                                        .await
                                    {
                                        if true {
                                            if false {
                                                let _ = !::asyncgen::__private::Unreachable;
                                                (<_ as ::asyncgen::Await<_, _>>::asyncgen_future)(close())
                                                    .await;
                                            }
                                            let _ = (<_ as ::asyncgen::Await<
                                                _,
                                                _,
                                            >>::asyncgen_awaited)(close())
                                                .await;
                                        }
                                        _what_it_gives
                                            .leave_cleanup::<
                                                false,
                                            >(::core::result::Result::is_ok(&_asyncgen_outcome))
                                            .await
                                    } else {
                                        false
                                    };
                                    match _asyncgen_outcome {
                                        ::core::result::Result::Ok(_) if _asyncgen_exits => {
                                            break 'must_stand_directly_in_the_async_generator ::core::result::Result::Ok(());
                                        }
                                        ::core::result::Result::Ok(
                                            ::asyncgen::__private::BlockExit::Value(_asyncgen_value),
                                        ) => _asyncgen_value,
                                        ::core::result::Result::Ok(
                                            ::asyncgen::__private::BlockExit::Return,
                                        ) => {
                                            break 'must_stand_directly_in_the_async_generator ::core::result::Result::Ok(());
                                        }
                                        ::core::result::Result::Ok(
                                            ::asyncgen::__private::BlockExit::Jump(_),
                                        ) => ::asyncgen::__private::unreachable_jump(),
                                        ::core::result::Result::Err(_asyncgen_error) => {
                                            break 'must_stand_directly_in_the_async_generator ::core::result::Result::Err(
                                                _asyncgen_error,
                                            );
                                        }
                                    }
                                }
                            }
                        }
                        ::core::result::Result::Ok(())
                    }
                },
            )
    };
}
