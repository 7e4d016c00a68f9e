#[allow(clippy::must_use_candidate)]
fn walk<'_all, '_0, '_1>(
    &'_0 self,
    path: &'_1 Path,
) -> ::asyncgen::BoxAsyncGenerator<'_all, PathBuf, (), ::core::convert::Infallible>
where
    '_0: '_all,
    '_1: '_all,
    Self: '_all,
    &'_1 Path: '_all,
    PathBuf: '_all,
{
    return {
        let _asyncgen_boxed = ::asyncgen::__private::boxed({
            let path = path;
            let _what_it_gives = unsafe {
                ::asyncgen::__private::Handle::<
                    _,
                    _,
                    _,
                    ::asyncgen::__private::InfallibleItems,
                >::asyncgen_new_handle()
            };
            if false {
                return _what_it_gives.declared_boxed();
            }
            _what_it_gives
                .plain_generator(async move {
                    let _ = &self;
                    'must_stand_directly_in_the_async_generator: {
                        'asyncgen_end: {
                            {
                                {
                                    if _what_it_gives
                                        .put_infallible({
                                            let _asyncgen_item;
                                            if false {
                                                _asyncgen_item = _what_it_gives.an_item()
                                            } else {
                                                _asyncgen_item = path.join(&self.name)
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
                })
        });
        _asyncgen_boxed
    };
}
