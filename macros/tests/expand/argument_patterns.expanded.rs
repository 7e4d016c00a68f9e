fn sums(
    _asyncgen_arg_0: (u64, u64),
    #[cfg(more)]
    more: Vec<u64>,
    _asyncgen_arg_2: Guard,
) -> impl ::asyncgen::AsyncGenerator<
    Item = u64,
    Sent = (),
    Thrown = ::core::convert::Infallible,
> {
    return {
        let _asyncgen_rest = ();
        let _asyncgen_rest = (_asyncgen_rest, _asyncgen_arg_0);
        #[cfg(more)]
        let _asyncgen_rest = (_asyncgen_rest, more);
        let _asyncgen_rest = (_asyncgen_rest, _asyncgen_arg_2);
        let _what_it_gives = unsafe {
            <::asyncgen::__private::Handle<u64>>::asyncgen_new_handle()
        };
        _what_it_gives
            .lazy::<
                ::asyncgen::__private::NoCleanup,
                _,
                _,
                _,
            >(
                _asyncgen_rest,
                move |_asyncgen_take| {
                    async move {
                        let _asyncgen_rest = _asyncgen_take.await;
                        let (_asyncgen_rest, _asyncgen_arg_2) = _asyncgen_rest;
                        #[cfg(more)]
                        let (_asyncgen_rest, more) = _asyncgen_rest;
                        let (_asyncgen_rest, _asyncgen_arg_0) = _asyncgen_rest;
                        let () = _asyncgen_rest;
                        let mut _asyncgen_arg_0 = _asyncgen_arg_0;
                        let (first, _) = _asyncgen_arg_0;
                        #[cfg(more)]
                        let mut more = more;
                        #[cfg(more)]
                        let (more,) = (more,);
                        let mut _asyncgen_arg_2 = _asyncgen_arg_2;
                        'must_stand_directly_in_the_async_generator: {
                            'asyncgen_end: {
                                {
                                    {
                                        if _what_it_gives
                                            .put_infallible({
                                                let _asyncgen_item: u64 = first;
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
