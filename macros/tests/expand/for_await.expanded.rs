fn doubled() -> impl ::asyncgen::AsyncGenerator<
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
                                let mut _asyncgen_stream = numbers();
                                'all: while let ::core::option::Option::Some(
                                    _asyncgen_item,
                                ) = {
                                    if false {
                                        break 'must_stand_directly_in_the_async_generator ::core::result::Result::Ok(());
                                    }
                                    ::asyncgen::ForAwait::asyncgen_next(
                                            (_what_it_gives.pinned(&mut _asyncgen_stream),).0,
                                        )
                                        .await
                                } {
                                    let n = _asyncgen_item;
                                    {
                                        if n == 0 {
                                            continue 'all;
                                        }
                                        {
                                            if _what_it_gives
                                                .put_infallible({
                                                    let _asyncgen_item: u64 = n * 2;
                                                    _asyncgen_item
                                                })
                                                .await
                                            {
                                                break 'asyncgen_end;
                                            }
                                        };
                                    }
                                }
                            }
                            {
                                match numbers().take(2) {
                                    mut _asyncgen_stream => {
                                        while let ::core::option::Option::Some(_asyncgen_item) = {
                                            if false {
                                                break 'must_stand_directly_in_the_async_generator ::core::result::Result::Ok(());
                                            }
                                            ::asyncgen::ForAwait::asyncgen_next(
                                                    (_what_it_gives.pinned(&mut _asyncgen_stream),).0,
                                                )
                                                .await
                                        } {
                                            let n = _asyncgen_item;
                                            {
                                                {
                                                    if _what_it_gives
                                                        .put_infallible({
                                                            let _asyncgen_item: u64 = n;
                                                            _asyncgen_item
                                                        })
                                                        .await
                                                    {
                                                        break 'asyncgen_end;
                                                    }
                                                };
                                            }
                                        }
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
