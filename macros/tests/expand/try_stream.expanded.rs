{
    'asyncgen_generator: {
        let _what_it_gives = unsafe {
            asyncgen::__private::Handle::<
                _,
                (),
                _,
                asyncgen::__private::FallibleItems,
            >::asyncgen_new_handle()
        };
        if false {
            break 'asyncgen_generator _what_it_gives.declared();
        }
        _what_it_gives
            .plain_generator(async move {
                'must_stand_directly_in_the_async_generator: {
                    'asyncgen_end: {
                        if false {
                            break 'asyncgen_end;
                        }
                        {
                            let line = (<_ as asyncgen::Await<
                                _,
                                _,
                            >>::asyncgen_awaited)(read())
                                .await?;
                            {
                                match _what_it_gives
                                    .await
                                    .put({
                                        let _asyncgen_item;
                                        if false {
                                            _asyncgen_item = _what_it_gives.an_item()
                                        } else {
                                            _asyncgen_item = line
                                        }
                                        _asyncgen_item
                                    })
                                    .await
                                {
                                    ::core::option::Option::Some(_asyncgen_output) => {
                                        break 'must_stand_directly_in_the_async_generator _asyncgen_output;
                                    }
                                    _ => {}
                                }
                            };
                        }
                    }
                    if false {
                        use asyncgen::__private::try_stream as try_stream;
                        _what_it_gives.ends_with(try_stream::<_>());
                    }
                    ::core::result::Result::Ok(())
                }
            })
    }
}
