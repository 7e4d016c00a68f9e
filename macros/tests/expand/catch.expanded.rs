fn retried() -> impl ::asyncgen::AsyncGenerator<
    Item = ::asyncgen::__private::Result<u64, Error>,
    Sent = (),
    Thrown = Error,
> + ::asyncgen::__private::Debug {
    let _what_this_generator_yields = unsafe {
        ::asyncgen::__private::Handle::<
            _,
            _,
            _,
            ::asyncgen::__private::FallibleItems,
        >::asyncgen_new_handle()
    };
    if false {
        return _what_this_generator_yields.declared();
    }
    _what_this_generator_yields
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
                        loop {
                            let caught = (::asyncgen::__private::value)(
                                match _what_this_generator_yields
                                    .caught(async {
                                        'must_stand_directly_in_the_async_generator: {
                                            break 'must_stand_directly_in_the_async_generator ::asyncgen::__private::Result::Ok(
                                                ::asyncgen::__private::BlockExit::Value(
                                                    if false {
                                                        ::asyncgen::__private::dummy_value()
                                                    } else {
                                                        {
                                                            {
                                                                match {
                                                                    let _asyncgen_item;
                                                                    if false {
                                                                        _asyncgen_item = _what_this_generator_yields.an_item()
                                                                    } else {
                                                                        _asyncgen_item = (::asyncgen::Await::asyncgen_awaited)(
                                                                                attempt(),
                                                                            )
                                                                            .await?
                                                                    }
                                                                    _what_this_generator_yields.await.put(_asyncgen_item)
                                                                }
                                                                    .await
                                                                {
                                                                    ::asyncgen::__private::Option::Some(_asyncgen_output) => {
                                                                        loop {
                                                                            break 'must_stand_directly_in_the_async_generator ::asyncgen::__private::BlockExit::left(
                                                                                _asyncgen_output,
                                                                            );
                                                                        }
                                                                    }
                                                                    _ => {}
                                                                }
                                                            };
                                                            return ::asyncgen::__private::Result::Ok(
                                                                ::asyncgen::__private::BlockExit::Jump(0),
                                                            );
                                                        }
                                                    },
                                                ),
                                            );
                                        }
                                    })
                                    .await
                                {
                                    ::asyncgen::__private::Result::Ok(
                                        ::asyncgen::__private::BlockExit::Value(_asyncgen_value),
                                    ) => ::asyncgen::__private::Result::Ok(_asyncgen_value),
                                    ::asyncgen::__private::Result::Ok(
                                        ::asyncgen::__private::BlockExit::Return,
                                    ) => {
                                        loop {
                                            break 'must_stand_directly_in_the_async_generator ::asyncgen::__private::Result::Ok(());
                                        }
                                    }
                                    ::asyncgen::__private::Result::Ok(
                                        ::asyncgen::__private::BlockExit::Jump(0),
                                    ) => break,
                                    ::asyncgen::__private::Result::Ok(
                                        ::asyncgen::__private::BlockExit::Jump(_),
                                    ) => ::asyncgen::__private::unreachable_jump(),
                                    ::asyncgen::__private::Result::Err(_asyncgen_error) => {
                                        ::asyncgen::__private::Result::Err(_asyncgen_error)
                                    }
                                },
                            );
                            drop(caught);
                        }
                    }
                }
                ::asyncgen::__private::Result::Ok(())
            }
        })
}
