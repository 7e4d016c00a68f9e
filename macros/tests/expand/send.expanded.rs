fn averager() -> impl ::asyncgen::AsyncGenerator<
    Item = f64,
    Sent = f64,
    Thrown = ::asyncgen::__private::Infallible,
> + ::asyncgen::__private::Debug {
    let _what_this_generator_yields = unsafe {
        ::asyncgen::__private::Handle::<
            f64,
            f64,
            ::asyncgen::__private::Infallible,
            ::asyncgen::__private::InfallibleItems,
        >::asyncgen_new_handle()
    };
    _what_this_generator_yields
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
                        let mut sum = 0.0;
                        while let Some(value) = ({
                            match _what_this_generator_yields
                                .await
                                .exchange({
                                    let _asyncgen_item: f64 = sum;
                                    _asyncgen_item
                                })
                                .await
                            {
                                ::asyncgen::__private::Result::Err(_asyncgen_output) => {
                                    loop {
                                        break 'must_stand_directly_in_the_async_generator _asyncgen_output;
                                    }
                                }
                                ::asyncgen::__private::Result::Ok(_asyncgen_value) => {
                                    _asyncgen_value
                                }
                            }
                        }) {
                            sum += value;
                        }
                    }
                }
                ::asyncgen::__private::Result::Ok(())
            }
        })
}
