// for _ in range(3):
//     try:
//         try:
//             yield 1; continue
//         except E1:
//             break
//     finally:
//         log("fin")
//
// `continue` crosses a `catch!` and a `finally!`, and stays an ordinary `continue`.

#[async_generator(send = i64, throws = Exc)]
async fn body() -> i64 {
    start();
    for _ in 0..3 {
        {
            finally! {
                log("fin");
            }
            match catch! {
                yield_!(1);
                continue;
            } {
                Ok(()) => {}
                Err(e1) if e1.is(&[E1]) => {
                    caught(&e1);
                    break;
                }
                Err(other) => Err(other)?,
            }
        }
    }
}
