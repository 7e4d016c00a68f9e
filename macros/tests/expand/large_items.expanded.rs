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
                                match _what_it_gives
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
                                    true => break 'asyncgen_end,
                                    _ => {}
                                }
                            };
                            {
                                match _what_it_gives
                                    .put_infallible({
                                        let _asyncgen_item;
                                        if false {
                                            _asyncgen_item = _what_it_gives.an_item();
                                            loop {}
                                        }
                                        _asyncgen_item = {
                                            (::asyncgen::Await::asyncgen_awaited)(read()).await
                                        };
                                        _asyncgen_item
                                    })
                                    .await
                                {
                                    true => break 'asyncgen_end,
                                    _ => {}
                                }
                            };
                        }
                    }
                    ::asyncgen::__private::for_editors! {
                        use ::asyncgen::__private:: { catch, finally, yield_, yield_ as
                        _, yield_ as _ };
                    }
                    ::core::result::Result::Ok(())
                }
            })
    };
}
