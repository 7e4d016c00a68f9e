fn sent(
    to: Sender,
) -> impl ::asyncgen::AsyncGenerator<
    Item = u64,
    Sent = (),
    Thrown = ::core::convert::Infallible,
> {
    return {
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
                (to,),
                move |_asyncgen_take| {
                    async move {
                        let (mut to,) = _asyncgen_take.await;
                        'must_stand_directly_in_the_async_generator: {
                            'asyncgen_end: {
                                {
                                    if false {
                                        let _ = !::asyncgen::__private::Unreachable;
                                        (<_ as ::asyncgen::Await<
                                            _,
                                            _,
                                        >>::asyncgen_future)(to.send(1, &[2]))
                                            .await;
                                    }
                                    let _ = (<_ as ::asyncgen::Await<
                                        _,
                                        _,
                                    >>::asyncgen_awaited)(to.send(1, &[2]))
                                        .await;
                                    #[expect(unused_must_use)]
                                    {
                                        if false {
                                            let _ = !::asyncgen::__private::Unreachable;
                                            (<_ as ::asyncgen::Await<
                                                _,
                                                _,
                                            >>::asyncgen_future)(to.flush())
                                                .await;
                                        }
                                        let _ = (<_ as ::asyncgen::Await<
                                            _,
                                            _,
                                        >>::asyncgen_awaited)(to.flush())
                                            .await;
                                    }
                                    (<_ as ::asyncgen::Await<
                                        _,
                                        _,
                                    >>::asyncgen_awaited)(to.send_all(|item| match item {}))
                                        .await;
                                    {
                                        if _what_it_gives.put_infallible(1).await {
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
