fn lines() -> impl ::asyncgen::AsyncGenerator<
    Item = ::core::result::Result<String, io::Error>,
    Sent = (),
    Thrown = io::Error,
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
                            ::asyncgen::LastExpression::asyncgen_end(
                                if false {
                                    ::asyncgen::__private::dummy_value()
                                } else {
                                    let line = (<_ as ::asyncgen::Await<
                                        _,
                                        _,
                                    >>::asyncgen_awaited)(read())
                                        .await?;
                                    {
                                        match _what_it_gives
                                            .put({
                                                let _asyncgen_item;
                                                if false {
                                                    _asyncgen_item = _what_it_gives.an_item()
                                                } else {
                                                    _asyncgen_item = line
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
                                    close()
                                },
                            )
                        }
                    }
                    ::core::result::Result::Ok(())
                }
            })
    };
}
