fn pages() -> impl ::asyncgen::AsyncGenerator<
    Item = Page,
    Sent = (),
    Thrown = ::core::convert::Infallible,
> {
    return {
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
                        {
                            {
                                if _what_it_gives
                                    .await
                                    .put_infallible({
                                        let _asyncgen_item;
                                        if false {
                                            _asyncgen_item = _what_it_gives.an_item()
                                        } else {
                                            _asyncgen_item = Page::first()
                                        }
                                        _asyncgen_item
                                    })
                                    .await
                                {
                                    break 'asyncgen_end;
                                }
                            };
                            {
                                if _what_it_gives
                                    .put_infallible({
                                        let _asyncgen_item;
                                        if false {
                                            _asyncgen_item = _what_it_gives.an_item();
                                            loop {}
                                        }
                                        _asyncgen_item = {
                                            (<_ as ::asyncgen::Await<_, _>>::asyncgen_awaited)(read())
                                                .await
                                        };
                                        _asyncgen_item
                                    })
                                    .await
                                {
                                    break 'asyncgen_end;
                                }
                            };
                        }
                    }
                    ::core::result::Result::Ok(())
                }
            })
    };
}
