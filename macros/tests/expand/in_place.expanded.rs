fn numbered(
    inner: impl Stream<Item = u64>,
) -> impl ::asyncgen::AsyncGenerator<
    Item = (u64, u64),
    Sent = (),
    Thrown = ::core::convert::Infallible,
> {
    return {
        let inner = inner;
        let mut _asyncgen_stream = ::asyncgen::ForAwait::asyncgen_stream(inner);
        let _what_it_gives = unsafe {
            ::asyncgen::__private::Handle::<
                _,
                _,
                _,
                ::asyncgen::__private::InfallibleItems,
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
                            let mut number = 0;
                            {
                                while let ::core::option::Option::Some(_asyncgen_item) = {
                                    if false {
                                        break 'must_stand_directly_in_the_async_generator ::core::result::Result::Ok(());
                                    }
                                    ::asyncgen::ForAwait::asyncgen_next(
                                            _what_it_gives.pinned(&mut _asyncgen_stream),
                                        )
                                        .await
                                } {
                                    let item = _asyncgen_item;
                                    {
                                        {
                                            if _what_it_gives
                                                .await
                                                .put_infallible({
                                                    let _asyncgen_item;
                                                    if false {
                                                        _asyncgen_item = _what_it_gives.an_item()
                                                    } else {
                                                        _asyncgen_item = (number, item)
                                                    }
                                                    _asyncgen_item
                                                })
                                                .await
                                            {
                                                break 'asyncgen_end;
                                            }
                                        };
                                        number += 1;
                                    }
                                }
                            }
                        }
                    }
                    ::core::result::Result::Ok(())
                }
            })
    };
}
