//! `tests/` holds async-stream 0.3.6's own tests, as they are (MIT, see `LICENSE`): `async_stream` is asyncgen here.
//! Only the expected compiler messages, `tests/ui/*.stderr`, are ours.
