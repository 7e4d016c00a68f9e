fn shown() -> impl ::asyncgen::AsyncGenerator<
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
                            macro_rules! __asyncgen_in_macro {
                                (item @ 0 $_asyncgen_0_0:expr) => {
                                    ({ match _what_it_gives.put_infallible({ let _asyncgen_item
                                    : u64 = ($_asyncgen_0_0); _asyncgen_item }). await { true =>
                                    loop { break
                                    'must_stand_directly_in_the_async_generator::asyncgen::__private::returned()
                                    }, _ => () } })
                                };
                                (item @ 1 $_asyncgen_1_0:expr) => {
                                    ({ match _what_it_gives.put_infallible({ let _asyncgen_item
                                    : u64 = ($_asyncgen_1_0); _asyncgen_item }). await { true =>
                                    loop { break
                                    'must_stand_directly_in_the_async_generator::asyncgen::__private::returned()
                                    }, _ => () } })
                                };
                                (return @ 2) => {
                                    ::asyncgen::__private::returned()
                                };
                                (awaited @ 4 $_asyncgen_4_0:expr) => {
                                    < _ as ::asyncgen::Await < _, _ >>
                                    ::asyncgen_awaited($_asyncgen_4_0). await
                                };
                                (future @ 5 $_asyncgen_5_0:expr) => {
                                    ::asyncgen::Await::asyncgen_awaited($_asyncgen_5_0)
                                };
                                (future @ 6 $_asyncgen_6_0:expr) => {
                                    ::asyncgen::Await::asyncgen_awaited($_asyncgen_6_0)
                                };
                                (catch @ 8 $_asyncgen_8_0:block) => {
                                    (match _what_it_gives.caught(#[inline(always)] async {
                                    'must_stand_directly_in_the_async_generator : { macro_rules!
                                    __asyncgen_in_macro { (item @ 7 $_asyncgen_7_0 : expr) => {
                                    ({ match _what_it_gives.put_infallible({ let _asyncgen_item
                                    : u64 = ($_asyncgen_7_0); _asyncgen_item }). await { true =>
                                    loop { break
                                    'must_stand_directly_in_the_async_generator::asyncgen::__private::returned()
                                    }, _ => () } }) }; } break
                                    'must_stand_directly_in_the_async_generator::core::result::Result::Ok(::asyncgen::__private::BlockExit::Value(if
                                    false { ::asyncgen::__private::dummy_value() } else {
                                    $_asyncgen_8_0 })); } }). await {
                                    ::core::result::Result::Ok(::asyncgen::__private::BlockExit::Value(_asyncgen_value))
                                    => ::core::result::Result::Ok(_asyncgen_value),
                                    ::core::result::Result::Ok(::asyncgen::__private::BlockExit::Return)
                                    => loop { break
                                    'must_stand_directly_in_the_async_generator::asyncgen::__private::returned()
                                    },
                                    ::core::result::Result::Ok(::asyncgen::__private::BlockExit::Jump(_))
                                    => ::asyncgen::__private::unreachable_jump(),
                                    ::core::result::Result::Err(_asyncgen_error) =>
                                    ::core::result::Result::Err(_asyncgen_error), })
                                };
                            }
                            println!("{:?}", __asyncgen_in_macro!(item @ 0 1));
                            select! {
                                n = other() => { __asyncgen_in_macro!(item @ 1 n); } _ =
                                stop() => return __asyncgen_in_macro!(return @ 2),
                            }
                            let _ = (::asyncgen::__private::value)(
                                match _what_it_gives
                                    .caught(
                                        #[inline(always)]
                                        async {
                                            'must_stand_directly_in_the_async_generator: {
                                                macro_rules! __asyncgen_in_macro {
                                                    (item @ 3 $_asyncgen_3_0:expr) => {
                                                        ({ match _what_it_gives.put_infallible({ let _asyncgen_item
                                                        : u64 = ($_asyncgen_3_0); _asyncgen_item }). await { true =>
                                                        loop { break
                                                        'must_stand_directly_in_the_async_generator::asyncgen::__private::returned()
                                                        }, _ => () } })
                                                    };
                                                }
                                                break 'must_stand_directly_in_the_async_generator ::core::result::Result::Ok(
                                                    ::asyncgen::__private::BlockExit::Value(
                                                        if false {
                                                            ::asyncgen::__private::dummy_value()
                                                        } else {
                                                            {
                                                                assert_eq!(__asyncgen_in_macro!(item @ 3 2), ());
                                                            }
                                                        },
                                                    ),
                                                );
                                            }
                                        },
                                    )
                                    .await
                                {
                                    ::core::result::Result::Ok(
                                        ::asyncgen::__private::BlockExit::Value(_asyncgen_value),
                                    ) => ::core::result::Result::Ok(_asyncgen_value),
                                    ::core::result::Result::Ok(
                                        ::asyncgen::__private::BlockExit::Return,
                                    ) => {
                                        break 'must_stand_directly_in_the_async_generator ::core::result::Result::Ok(());
                                    }
                                    ::core::result::Result::Ok(
                                        ::asyncgen::__private::BlockExit::Jump(_),
                                    ) => ::asyncgen::__private::unreachable_jump(),
                                    ::core::result::Result::Err(_asyncgen_error) => {
                                        ::core::result::Result::Err(_asyncgen_error)
                                    }
                                },
                            );
                            println!("{}", __asyncgen_in_macro!(awaited @ 4 tick()));
                            tokio::join!(
                                __asyncgen_in_macro!(future @ 5 tick()),
                                __asyncgen_in_macro!(future @ 6 other())
                            );
                            assert!(tick(). await);
                            seen!(
                                token by token => __asyncgen_in_macro!(catch @ 8 {
                                __asyncgen_in_macro!(item @ 7 3) })
                            );
                        }
                    }
                    ::core::result::Result::Ok(())
                }
            })
    };
}
