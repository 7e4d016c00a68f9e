#[traced]
#[must_use]
fn traced(
    &self,
    __asyncgen_arg_0: (u64, u64),
) -> impl ::asyncgen::AsyncGenerator<
    Item = u64,
    Sent = u64,
    Thrown = ::core::convert::Infallible,
> {
    ::asyncgen::__private::generator_body!(
        (send = u64) async fn traced(& self, (first, _) : (u64, u64)) -> u64 {
        yield_!(first); }
    )
}
