fn averager() -> impl ::asyncgen::AsyncGenerator<
    Item = f64,
    Sent = f64,
    Thrown = ::core::convert::Infallible,
> {
    return {
        let _what_it_gives = unsafe {
            ::asyncgen::__private::Handle::<
                f64,
                f64,
                ::core::convert::Infallible,
                ::asyncgen::__private::InfallibleItems,
            >::asyncgen_new_handle()
        };
        _what_it_gives
            .plain_generator(async move {
                'must_stand_directly_in_the_async_generator: {
                    'asyncgen_end: {
                        {
                            let mut sum = 0.0;
                            while let Some(value) = (::asyncgen::__private::value)({
                                match _what_it_gives
                                    .exchange({
                                        let _asyncgen_item: f64 = sum;
                                        _asyncgen_item
                                    })
                                    .await
                                {
                                    ::core::result::Result::Err(_asyncgen_output) => {
                                        break 'must_stand_directly_in_the_async_generator _asyncgen_output;
                                    }
                                    ::core::result::Result::Ok(_asyncgen_value) => {
                                        _asyncgen_value
                                    }
                                }
                            }) {
                                sum += value;
                            }
                        }
                    }
                    ::core::result::Result::Ok(())
                }
            })
    };
}
