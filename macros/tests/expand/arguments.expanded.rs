fn lines(
    &self,
    from: usize,
    text: String,
) -> impl ::asyncgen::AsyncGenerator<
    Item = String,
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
            .lazy::<
                ::asyncgen::__private::NoCleanup,
                _,
                _,
                _,
            >(
                (from, text),
                move |_asyncgen_take| {
                    async move {
                        let _ = &self;
                        let (mut from, text) = _asyncgen_take.await;
                        'must_stand_directly_in_the_async_generator: {
                            'asyncgen_end: {
                                {
                                    from += self.skipped;
                                    {
                                        if _what_it_gives
                                            .put_infallible({
                                                let _asyncgen_item;
                                                if false {
                                                    _asyncgen_item = _what_it_gives.an_item()
                                                } else {
                                                    _asyncgen_item = text[from..].to_owned()
                                                }
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
                    }
                },
            )
    };
}
